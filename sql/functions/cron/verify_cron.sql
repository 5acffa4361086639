-- Whether scheduled work is well again: the runbook's resolution check, line by line.
create or replace function ops.verify_cron()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    if ops._missing('{"cron.job": ["jobname"], "cron.job_run_details": ["jobid"]}') is not null then
        return query select 'Next scheduled run executes', 'unknown', 'pg_cron is not in this database', null::jsonb,
            'show cron.database_name  -- the one database where it lives';
    else
        return query select v.* from ops._verify_started_jobs() as v;
        return query select v.* from ops._verify_scheduled_jobs() as v;
    end if;
    return query select v.* from ops._verify_effects() as v;
end
$$;
comment on function ops.verify_cron() is
    'One row a job: started by hand, and by schedule (pending until its next time); then the rules about the '
    'effects of scheduled work.';
revoke all on function ops.verify_cron() from public;
grant execute on function ops.verify_cron() to ops_reader;
