-- Sessions that do nothing with a transaction open.
create or replace function ops.idle_in_transaction(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'sessions of other roles are hidden') as b
    union all
    select 'pg_catalog.pg_stat_activity',
        jsonb_build_object('pid', s.pid, 'backend_start', s.backend_start),
        left(format('%s idles in a transaction for %s%s', ops._session_name(s.pid, s.role, s.application),
            ops._lasting(ops.now() - s.state_change),
            coalesce(', holds ' || cardinality(l.locks) || ' locks', '')), 100),
        null, null, to_jsonb(ops._lasting(ops.now() - s.state_change)), null,
        jsonb_build_object('kind', s.kind, 'xact_start', s.xact_start, 'locks', l.locks, 'xmin_age', s.xmin_age,
            'last_query', left(s.query, 1000)),
        'select * from ops.terminate_idle_transactions()'
    from ops.sessions() as s
    left join ops._held_locks() as l
        on l.pid = s.pid
    where s.database = current_database()
        and s.state like 'idle in transaction%'
        and s.state_change < ops.now() - make_interval(secs => ops._threshold('idle_in_transaction',
            'seconds', 60)::double precision)
$$;
comment on function ops.idle_in_transaction(text[]) is
    'One hit a session idle in transaction for longer than seconds (60), with the locks and the xmin it holds.';
revoke all on function ops.idle_in_transaction(text[]) from public;

select ops._define_rule(
    'idle_in_transaction', 'connections', 'P2', 'Feature degraded',
    'No session idles with its transaction open',
    'It runs nothing and still holds its locks and every dead row since it began: others wait for a session that does nothing.',
    'report', '{"pg_catalog.pg_stat_activity": ["pid"]}'
);
