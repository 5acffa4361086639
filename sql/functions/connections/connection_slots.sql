-- The server runs out of connections.
create or replace function ops.connection_slots(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'sessions of other roles are hidden') as b
    union all
    select 'pg_catalog.pg_stat_activity',
        jsonb_build_object('server', 'connections'),
        left(format('%s of %s connections are in use (%s %%), most by %s', u.used, u.available,
            round(100.0 * u.used / u.available), u.most), 100),
        null, to_jsonb(u.available), to_jsonb(u.used), null, u.detail, 'select * from ops.terminate_idle_sessions()'
    from ops._connection_use() as u
    where u.used >= u.available * ops._threshold('connection_slots', 'percent', 80) / 100
$$;
comment on function ops.connection_slots(text[]) is
    'One hit when at least percent (80) of the connections that ordinary roles can have are in use.';
revoke all on function ops.connection_slots(text[]) from public;

select ops._define_rule(
    'connection_slots', 'connections', 'P1', 'Major feature broken',
    'The server has connections to spare',
    'When the last one is taken every user sees "Unable to load data", and the pooler queues until it gives up.',
    'report', '{"pg_catalog.pg_stat_activity": ["pid"]}'
);
