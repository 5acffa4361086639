-- Foreign keys whose columns no index leads with.
create or replace function ops.foreign_key_without_index(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select k.relname,
        jsonb_build_object('constraint', k.conname),
        left(format('%s (%s) has no index: deleting from %s reads all %s', k.relname, k.names,
            k.parent::regclass, pg_size_pretty(k.bytes)), 100),
        null::text, null::jsonb, to_jsonb(k.bytes), null::numeric,
        jsonb_build_object('columns', k.names, 'parent', k.parent::regclass::text),
        format('create index concurrently on %s (%s)', k.relname, k.names)
    from (
        select w.*, (
            select string_agg(quote_ident(a.attname), ', ' order by c.place)
            from unnest(w.columns) with ordinality as c (attnum, place)
            join pg_attribute as a
                on a.attrelid = w.relid and a.attnum = c.attnum
        ) as names
        from (
            select f.*,
                -- a partitioned table has no rows of its own
                case f.relkind when 'p' then ops._partition_bytes(f.relid) else pg_relation_size(f.relid) end as bytes
            from ops._foreign_keys_without_index() as f
            -- keeps the size from being asked twice
            offset 0
        ) as w
        where w.bytes >= ops._threshold('foreign_key_without_index', 'kilobytes', 64) * 1024
    ) as k
$$;
comment on function ops.foreign_key_without_index(text[]) is
    'One hit a foreign key of a table of at least kilobytes (64).';
revoke all on function ops.foreign_key_without_index(text[]) from public;

select ops._define_rule(
    'foreign_key_without_index', 'performance', 'P3', 'Minor issues',
    'Every foreign key of a table that has grown leads an index',
    'Deleting or renumbering one parent row reads the whole child table while holding its lock, and joins from the parent do too.',
    'report', '{"pg_catalog.pg_constraint": ["conkey"]}'
);
