-- Whether each active job ran when it was last due.
create or replace function ops._verify_scheduled_jobs()
returns setof ops.verification
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'Next scheduled run executes',
        case
            when j.status = 'succeeded' and j.begun_at >= j.last_due then 'passed'
            when j.status = 'failed' and j.begun_at >= j.last_due then 'failed'
            when j.status is null or j.status = 'succeeded' then 'pending'
            else 'failed'
        end,
        format('%s: %s; pending until %s', j.name,
            case when j.status is null then 'never ran'
                else concat_ws(' at ', j.status,
                    ops._moment(j.begun_at, (select ops.setting('time_zone')))) end,
            coalesce(ops._moment(j.next_due, (select ops.setting('time_zone'))), 'no known time')),
        jsonb_build_object('last_due', j.last_due, 'begun_at', j.begun_at, 'next_due', j.next_due),
        case when j.status is distinct from 'succeeded' or j.begun_at < j.last_due
            then 'select * from ops.verify_cron()' end
    from (
        select c.*, ops._cron_due(c.schedule, ops.now()) as last_due,
            ops._cron_due(c.schedule, ops.now(), true) as next_due
        from ops._cron_jobs() as c
        where c.active and c.name !~ '^ops:.*:run:\d+$'
    ) as j
    order by j.name
$$;
comment on function ops._verify_scheduled_jobs() is
    'One row an active job: passed or failed by its newest run where that is the one due, else pending until its '
    'next time.';
revoke all on function ops._verify_scheduled_jobs() from public;
