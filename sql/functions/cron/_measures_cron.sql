-- The numbers of scheduled work that a resolution check compares with.
create or replace function ops._measures_cron()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if ops._missing('{"cron.job": ["jobname"], "cron.job_run_details": ["jobid"]}') is not null then
        return query select 'active_jobs', null::numeric, 'jobs';
        return;
    end if;
    return query
        select m.measure, m.value, 'jobs'
        from (
            select count(*) filter (where j.active) as active, count(*) filter (where j.status = 'failed') as failed,
                count(*) filter (where j.status = 'succeeded') as succeeded
            from ops._cron_jobs() as j
        ) as c
        cross join lateral (values
            ('active_jobs', c.active::numeric), ('failed_jobs', c.failed), ('succeeded_jobs', c.succeeded)
        ) as m (measure, value);
end
$$;
comment on function ops._measures_cron() is
    'Active jobs, and jobs by how their newest run ended; null where pg_cron is not in this database.';
revoke all on function ops._measures_cron() from public;
