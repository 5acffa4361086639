-- Which sessions a signal would reach, and why every other one is exempt.
create or replace function ops._signal_plan(state_like text, since text, older_than interval, services text[])
returns table (
    pid integer, backend_start timestamptz, query_start timestamptz, role text, application text, kind text, state text,
    lasted interval, exempt text, session jsonb
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select s.pid, s.backend_start, s.query_start, s.role, s.application, s.kind, s.state, s.lasted,
        case
            when s.kind in ('self', 'replication', 'autovacuum', 'cron', 'superuser', 'background', 'hidden')
                then s.kind
            when s.database is distinct from current_database() then 'other database'
            when s.kind <> 'client' and s.kind <> all (services) then s.kind || ': only if named in services'
            when r.id is not null then format('works on run %s of ours', r.id)
            when exists (
                -- a repair in one transaction shows no run to others before it commits, but its lock
                select
                from pg_locks as l
                where l.pid = s.pid
                    and l.locktype = 'advisory'
                    and l.granted
                    and l.objsubid = 1
                    and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('ops:repair', 0)
            ) then 'holds the lock of repairs'
            when not pg_has_role(current_user, 'pg_signal_backend', 'usage')
                and not pg_has_role(current_user, s.role, 'usage')
                then 'needs pg_signal_backend'
        end,
        to_jsonb(s) - 'lasted'
    from (
        select t.*, clock_timestamp() - case since when 'state_change' then t.state_change
            else t.xact_start end as lasted
        from ops.sessions() as t
        where t.state like state_like
    ) as s
    left join ops.run as r
        on r.state = 'running' and r.pid = s.pid and r.backend_start = s.backend_start
    where s.lasted >= older_than
$$;
comment on function ops._signal_plan(text, text, interval, text[]) is
    'One row a session in that state for at least older_than (since state_change or xact_start); exempt is null '
    'where it would be signalled.';
revoke all on function ops._signal_plan(text, text, interval, text[]) from public;
