-- The jobs of pg_cron, each with its newest run.
create or replace function ops._cron_jobs()
returns table (
    jobid bigint, name text, schedule text, command text, database text, username text, active boolean,
    status text, message text, begun_at timestamptz, has_start boolean, ended_at timestamptz, pid integer,
    last_good timestamptz, known_since timestamptz, history_from timestamptz
)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
begin
    -- history may be without bound, and it has no index but that of runid: only its end is read
    -- dynamic: the extension's tables need not be there when the function is looked at
    return query execute format($query$
        with last_run as (select max(m.runid) as runid from %1$I.job_run_details as m),
        by_job as materialized (
            select d.jobid, max(d.runid) as newest, min(d.start_time) as first_start,
                max(d.start_time) filter (where d.status = 'succeeded') as last_good
            from %1$I.job_run_details as d
            where d.runid > (select l.runid from last_run as l) - 200000
            group by d.jobid
        )
        select j.jobid, coalesce(j.jobname::text, 'job ' || j.jobid), j.schedule, j.command, j.database, j.username, j.active,
            n.status, n.return_message,
            -- a run without start time began before the next one that has one
            case when n.runid is null or n.start_time is not null then n.start_time
                else (select min(r.start_time) from %1$I.job_run_details as r where r.runid > n.runid) end,
            n.start_time is not null, n.end_time, n.job_pid, b.last_good,
            -- numbers are given in order: a later job that ran earlier proves that this one existed then
            (select min(o.first_start) from by_job as o where o.jobid > j.jobid),
            case when exists (
                select from %1$I.job_run_details as d where d.runid <= (select l.runid from last_run as l) - 200000
            ) then (select min(o.first_start) from by_job as o) end
        from %1$I.job as j
        left join by_job as b
            on b.jobid = j.jobid
        left join %1$I.job_run_details as n
            on n.runid = b.newest
        $query$, to_regnamespace('cron'));
end
$$;
comment on function ops._cron_jobs() is
    'One row a job; status null when none of the last 200,000 runs is its; history_from is where those begin, null '
    'when they are all.';
revoke all on function ops._cron_jobs() from public;
