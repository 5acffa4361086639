-- The newest run of one entry of pg_cron.
create or replace function ops._job_run(
    cron_job bigint, out status text, out message text, out started_at timestamptz, out ended_at timestamptz
)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- a table without index on jobid and maybe without bound: only its end is read
    -- dynamic: the extension's tables need not be there when the function is looked at
    execute format($query$
        select d.status, d.return_message, d.start_time, d.end_time
        from %1$I.job_run_details as d
        where d.runid > (select max(m.runid) from %1$I.job_run_details as m) - 200000 and d.jobid = $1
        order by d.runid desc
        limit 1
        $query$, to_regnamespace('cron'))
    into status, message, started_at, ended_at
    using cron_job;
end
$$;
comment on function ops._job_run(bigint) is 'One row; all null when none of the last 200,000 runs is its.';
revoke all on function ops._job_run(bigint) from public;
