-- How the jobs started by hand in the last day have ended.
create or replace function ops._verify_started_jobs()
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'Manual trigger succeeds',
            case r.status when 'succeeded' then 'passed' when 'failed' then 'failed' else 'pending' end,
            format('%s: %s', s.job, coalesce(r.status || coalesce(' (' || r.message || ')', ''),
                'pending until ' || ops._moment(s.due_at, (select ops.setting('time_zone')), 'HH24:MI'))),
            jsonb_build_object('start', s.id, 'started_at', r.started_at),
            case when r.status is distinct from 'succeeded'
                then format('select * from ops.run_job_result(%s)', s.id) end
        from (
            select distinct on (t.job) t.* from ops.job_start as t
            where t.asked_at > ops.now() - interval '1 day'
            order by t.job, t.id desc
        ) as s
        cross join lateral ops._job_run(s.cron_job) as r;
    if not found then
        return query select 'Manual trigger succeeds', 'manual', 'no job was started by hand in the last day',
            null::jsonb,
            'select * from ops.run_job(''<job name>'')';
    end if;
end
$$;
comment on function ops._verify_started_jobs() is
    'One row a job, by its newest start; one row manual where none was started.';
revoke all on function ops._verify_started_jobs() from public;
