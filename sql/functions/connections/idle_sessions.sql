-- Many sessions of one user that do nothing.
create or replace function ops.idle_sessions(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'sessions of other roles are hidden') as b
    union all
    select 'pg_catalog.pg_stat_activity',
        jsonb_build_object('role', s.role, 'application', s.application),
        format('%s sessions of %s idle for over %s min, the oldest for %s', count(*),
            concat_ws('/', s.role, left(nullif(s.application, ''), 20)),
            ops._threshold('idle_sessions', 'minutes', 10), ops._lasting(ops.now() - min(s.state_change))),
        null, null, to_jsonb(count(*)), null,
        jsonb_build_object('kind', s.kind, 'pids', jsonb_agg(s.pid order by s.state_change)),
        'select * from ops.terminate_idle_sessions()'
    from ops.sessions() as s
    where s.database = current_database()
        and s.state = 'idle'
        and s.state_change < ops.now() - make_interval(mins => ops._threshold('idle_sessions', 'minutes', 10)::integer)
    group by s.role, s.application, s.kind
    having count(*) >= ops._threshold('idle_sessions', 'sessions', 20)
$$;
comment on function ops.idle_sessions(text[]) is
    'One hit a role and application with at least sessions (20) idle for longer than minutes (10), by state_change.';
revoke all on function ops.idle_sessions(text[]) from public;

select ops._define_rule(
    'idle_sessions', 'connections', 'P3', 'Minor issues',
    'No user keeps many sessions that do nothing',
    'Each takes a connection and some memory that another user will be refused for; a leaking pool looks like this first.',
    'report', '{"pg_catalog.pg_stat_activity": ["pid"]}'
);
