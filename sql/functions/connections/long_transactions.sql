-- Statements whose transaction has been open for too long.
create or replace function ops.long_transactions(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'sessions of other roles are hidden') as b
    union all
    select 'pg_catalog.pg_stat_activity',
        jsonb_build_object('pid', s.pid, 'backend_start', s.backend_start),
        left(format('%s is %s in a transaction: %s', ops._session_name(s.pid, s.role, s.application),
            ops._lasting(ops.now() - s.xact_start), regexp_replace(s.query, '\s+', ' ', 'g')), 100),
        null, null, to_jsonb(ops._lasting(ops.now() - s.xact_start)), null,
        jsonb_build_object('kind', s.kind, 'xact_start', s.xact_start, 'query_start', s.query_start,
            'wait', concat_ws(': ', s.wait_event_type, s.wait_event), 'query', left(s.query, 1000)),
        'select * from ops.terminate_long_statements()'
    from ops.sessions() as s
    where s.database = current_database()
        and s.kind in ('client', 'pooler', 'api', 'auth', 'realtime', 'storage', 'superuser', 'cron')
        and s.state = 'active'
        and s.xact_start < ops.now() - make_interval(secs => ops._threshold('long_transactions',
            'seconds', 300)::double precision)
$$;
comment on function ops.long_transactions(text[]) is
    'One hit a session that runs a statement in a transaction older than seconds (300).';
revoke all on function ops.long_transactions(text[]) from public;

select ops._define_rule(
    'long_transactions', 'connections', 'P2', 'Slow queries',
    'No statement runs in a transaction older than five minutes',
    'It keeps its locks and every dead row since it began; other users wait for it without knowing.',
    'report', '{"pg_catalog.pg_stat_activity": ["pid"]}'
);
