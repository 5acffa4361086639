-- Foreign keys whose columns no index leads with.
create or replace function ops.foreign_key_without_index(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select k.relname,
        jsonb_build_object('constraint', k.conname),
        left(format('%s (%s) has no index: deleting from %s reads all %s', k.relname, array_to_string(k.columns, ', '),
            k.parent::regclass, pg_size_pretty(k.bytes)), 100),
        null::text, null::jsonb, to_jsonb(k.bytes), null::numeric,
        jsonb_build_object('columns', k.columns, 'parent', k.parent::regclass::text),
        format('create index concurrently on %s (%s)', k.relname,
            (select string_agg(quote_ident(c.name), ', ' order by c.place) from unnest(k.columns) with ordinality as c (name, place)))
    from (select f.*, ops._table_size(f.relid, f.relkind) as bytes from ops._foreign_keys_without_index() as f) as k
    where k.bytes >= ops._threshold('foreign_key_without_index', 'kilobytes', 64) * 1024
$$;
comment on function ops.foreign_key_without_index(text[]) is 'One hit a foreign key of a table of at least kilobytes (64).';
revoke all on function ops.foreign_key_without_index(text[]) from public;

select ops._define_rule(
    'foreign_key_without_index', 'performance', 'P3', 'Minor issues',
    'Every foreign key of a table that has grown leads an index',
    'Deleting or renumbering one parent row reads the whole child table while holding its lock, and joins from the parent do too.',
    'report', '{"pg_catalog.pg_constraint": ["conkey"]}'
);
