-- Tables that autovacuum does not keep up with.
create or replace function ops.autovacuum_behind(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select t.relname,
        jsonb_build_object('table', t.relname),
        left(format('%s has %s dead rows, autovacuum was due at %s%s', t.relname, t.dead, round(t.vacuum_at),
            case when not t.is_on then ' but is off for it' else coalesce('; held by ' || x.holder, '') end), 100),
        null::text, to_jsonb(round(t.vacuum_at)), to_jsonb(t.dead), null::numeric,
        jsonb_build_object('live', t.live, 'last_vacuum', t.last_vacuum, 'autovacuum', t.is_on,
            'oldest_xmin', to_jsonb(x)),
        format('vacuum (analyze) %s', t.relname)
    from ops._table_upkeep() as t
    left join ops._oldest_xmin() as x
        on x.xmin_age > ops._threshold('autovacuum_behind', 'transactions', 100000)
    where t.dead > ops._threshold('autovacuum_behind', 'times', 2) * t.vacuum_at
        and t.dead >= ops._threshold('autovacuum_behind', 'rows', 1000)
    union all
    select 'pg_catalog.pg_settings', jsonb_build_object('setting', s.name),
        format('%s is off: no table is vacuumed or analyzed by itself', s.name), null, '"on"', '"off"', null, null,
        format('alter system set %s = on  -- by a superuser, then select pg_reload_conf()', s.name)
    from ops._upkeep_off() as s (name)
$$;
comment on function ops.autovacuum_behind(text[]) is 'One hit a table with times (2) the dead rows that autovacuum waits for, and at least rows (1000), naming what holds them; or autovacuum off altogether.';
revoke all on function ops.autovacuum_behind(text[]) from public;

select ops._define_rule(
    'autovacuum_behind', 'performance', 'P2', 'Slow queries',
    'Autovacuum keeps up with every table',
    'Dead rows are read and skipped by every query; the table grows, and does not shrink again by itself.',
    'report', '{"pg_catalog.pg_class": ["reltuples"]}'
);
