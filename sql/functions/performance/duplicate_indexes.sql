-- Indexes that do what another one does already.
create or replace function ops.duplicate_indexes(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select t.relid::regclass::text,
        jsonb_build_object('index', t.index::regclass::text),
        left(format('%s does what %s does and takes %s', t.index::regclass, t.keeper::regclass,
            pg_size_pretty(t.bytes)), 100),
        null::text, null::jsonb, to_jsonb(t.bytes), null::numeric,
        jsonb_build_object('definition', pg_get_indexdef(t.index), 'other', pg_get_indexdef(t.keeper)),
        case when t.constraint_name is null then format('drop index concurrently %s', t.index::regclass)
            else format('alter table %s drop constraint %I', t.relid::regclass, t.constraint_name) end
    from (select w.*, pg_relation_size(w.index) as bytes from ops._index_twins() as w) as t
    where t.bytes >= ops._threshold('duplicate_indexes', 'kilobytes', 64) * 1024
$$;
comment on function ops.duplicate_indexes(text[]) is
    'One hit an index of at least kilobytes (64) whose columns, operators, order, expressions and condition are '
    'those of another.';
revoke all on function ops.duplicate_indexes(text[]) from public;

select ops._define_rule(
    'duplicate_indexes', 'performance', 'P3', 'Minor issues',
    'No index does what another one does already',
    'Every write keeps both up to date, and both take memory that pages could have.',
    'report', '{"pg_catalog.pg_index": ["indkey"]}'
);
