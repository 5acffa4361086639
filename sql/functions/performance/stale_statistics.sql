-- Tables whose statistics no longer describe them.
create or replace function ops.stale_statistics(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select t.relname,
        jsonb_build_object('table', t.relname),
        left(format('%s: %s of %s rows changed since %s', t.relname, t.modified, greatest(t.live, t.rows::bigint),
            coalesce('ANALYZE ' || ops._lasting(ops.now() - t.last_analyze) || ' ago', 'they were ever counted')), 100),
        null::text, to_jsonb(round(t.analyze_at)), to_jsonb(t.modified), null::numeric,
        jsonb_build_object('last_analyze', t.last_analyze, 'autovacuum', t.is_on),
        format('select * from ops.analyze_tables(%L, dry_run => false, reason => ''why'')', array[t.relname])
    from ops._table_upkeep() as t
    where t.modified > ops._threshold('stale_statistics', 'times', 2) * t.analyze_at
        and t.modified >= ops._threshold('stale_statistics', 'rows', 1000)
$$;
comment on function ops.stale_statistics(text[]) is
    'One hit a table with at least rows (1000) changed since its ANALYZE, and times (2) as many as autovacuum waits '
    'for.';
revoke all on function ops.stale_statistics(text[]) from public;

select ops._define_rule(
    'stale_statistics', 'performance', 'P2', 'Slow queries',
    'Statistics describe the tables as they are',
    'The planner takes the wrong index or the wrong join, and a page that took milliseconds takes minutes.',
    'report', '{"pg_catalog.pg_class": ["reltuples"]}'
);
