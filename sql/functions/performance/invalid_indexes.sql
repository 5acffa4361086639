-- Indexes that a failed CREATE or REINDEX CONCURRENTLY has left behind.
create or replace function ops.invalid_indexes(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select i.relid::regclass::text,
        jsonb_build_object('index', i.relname),
        left(format('%s is invalid: written by every change, read by no query', i.relname), 100),
        null::text, null::jsonb, to_jsonb(pg_relation_size(i.index)), null::numeric,
        jsonb_build_object('definition', pg_get_indexdef(i.index), 'ready', i.is_ready),
        case when i.relname ~ '_cc(new|old)\d*"?$' then format('drop index concurrently %s', i.relname)
            else format('reindex index concurrently %s', i.relname) end
    from ops._invalid_indexes() as i
$$;
comment on function ops.invalid_indexes(text[]) is
    'One hit an invalid index that nobody is building now. Partitioned parents, which are invalid until each '
    'partition has its own, do not count.';
revoke all on function ops.invalid_indexes(text[]) from public;

select ops._define_rule(
    'invalid_indexes', 'performance', 'P2', 'Slow queries',
    'Every index is valid',
    'The query it was made for still reads the whole table, and everyone believes that the index is there.',
    'report', '{"pg_catalog.pg_index": ["indisvalid"]}'
);
