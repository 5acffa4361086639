-- The lines of the resolution check of connections that the server's own numbers answer.
create or replace function ops.connections_verification()
returns setof ops.verification
language sql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
    with counted as (
        select s.measure, s.value, s.since, extract(epoch from ops.now() - s.since) / 60 as minutes,
            case s.measure when 'rollbacks' then 10 else 1 end as allowed
        from ops._counters_since() as s
        where s.measure in ('sessions_abandoned', 'sessions_fatal', 'sessions_killed', 'rollbacks', 'deadlocks')
    )
    select 'Connections to spare', case when u.used < 0.8 * u.available then 'passed' else 'failed' end,
        format('%s of %s connections are in use', u.used, u.available), u.detail,
        case when u.used >= 0.8 * u.available then 'select * from ops.terminate_idle_sessions()' end
    from ops._connection_use() as u
    union all
    select 'Nobody waits for a lock', case when count(t.waits) = 0 then 'passed' else 'failed' end,
        format('%s sessions wait', count(t.waits)), jsonb_build_object('roots', to_jsonb(array_agg(distinct t.root))),
        case when count(t.waits) > 0 then 'select * from ops.blocking_tree()' end
    from ops.blocking_tree() as t
    union all
    select 'Check error rates in logs', 'unknown',
        'no baseline to compare with: ' || string_agg(c.measure, ', ' order by c.measure),
        jsonb_object_agg(c.measure, c.value), 'select * from ops.take_baseline(''connections'', ''why'')'
    from counted as c
    where c.since is null
    having count(*) > 0
    union all
    select 'Check error rates in logs',
        case when c.minutes < 1 then 'pending' when c.value / c.minutes > c.allowed then 'failed' else 'passed' end,
        case
            when c.minutes < 1 then format('%s: %s so far; pending until %s', c.measure, c.value,
                to_char((c.since + interval '1 minute') at time zone (select ops.setting('time_zone')), 'HH24:MI:SS'))
            else format('%s: %s in %s min, %s a minute', c.measure, c.value, round(c.minutes, 1),
                round(c.value / c.minutes, 2))
        end,
        jsonb_build_object('count', c.value, 'since', c.since, 'allowed_a_minute', c.allowed),
        case
            when c.minutes < 1 then 'select * from ops.verify_connections()'
            when c.value / c.minutes > c.allowed then 'select * from ops.check_connections()'
        end
    from counted as c
    where c.since is not null
$$;
comment on function ops.connections_verification() is
    'Use of connections, waiting sessions, and bad ends a minute since the newest baseline.';
revoke all on function ops.connections_verification() from public;
grant execute on function ops.connections_verification() to ops_reader;
