-- The jobs of pg_cron, each with its newest run.
create or replace function ops._cron_jobs()
returns table (
    jobid bigint, name text, schedule text, command text, database text, username text, active boolean,
    status text, message text, begun_at timestamptz, has_start boolean, ended_at timestamptz, pid integer,
    last_good timestamptz, known_since timestamptz
)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- history may be without bound, and it has no index but that of runid: only its end is read
    -- dynamic: the extension's tables need not be there when the function is looked at
    return query execute format($query$
        with recent as materialized (
            select d.jobid, d.runid, d.status, d.return_message, d.start_time, d.end_time, d.job_pid
            from %1$I.job_run_details as d
            where d.runid > (select max(m.runid) from %1$I.job_run_details as m) - 200000
        ),
        newest as (
            select distinct on (r.jobid) r.*
            from recent as r
            order by r.jobid, r.runid desc
        ),
        good as (
            select r.jobid, max(r.start_time) filter (where r.status = 'succeeded') as last_good from recent as r group by r.jobid
        )
        select j.jobid, coalesce(j.jobname::text, 'job ' || j.jobid), j.schedule, j.command, j.database, j.username, j.active,
            n.status, n.return_message,
            -- a run without start time began before the next one that has one
            coalesce(n.start_time, (select min(r.start_time) from recent as r where n.start_time is null and r.runid > n.runid)),
            n.start_time is not null, n.end_time, n.job_pid, g.last_good,
            -- numbers are given in order: a later job that ran earlier proves that this one existed then
            (select min(r.start_time) from recent as r where r.jobid > j.jobid)
        from %1$I.job as j
        left join newest as n
            on n.jobid = j.jobid
        left join good as g
            on g.jobid = j.jobid
        $query$, to_regnamespace('cron'));
end
$$;
comment on function ops._cron_jobs() is 'One row a job; status null when none of the last 200,000 runs is its.';
revoke all on function ops._cron_jobs() from public;
