-- How pg_cron stands for this database: entries wanted, there, different, doubled.
create or replace function ops.schedule_list()
returns setof ops.diagnosis
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if to_regclass('cron.job') is null then
        return query
            select 'schedule', 'info',
                'pg_cron is not in this database: jobs run through lotastro-ops schedule run, '
                'or from the database that has pg_cron',
                'lotastro-ops schedule apply --cron-database postgres';
        return;
    end if;
    return query
        select e.name,
            case when j.jobid is null then 'info' when not j.active then 'warn'
                when e.name not like '%:maintenance'
                    and (j.schedule, j.command) is distinct from (e.schedule, e.command) then 'warn' else 'ok' end,
            case when j.jobid is null then format('not scheduled; would be %s %s', e.schedule, e.command)
                else format('%s %s as %s%s', j.schedule, j.command, j.username, case
                    when not j.active then ', not active' end) end,
            case when j.jobid is null or not j.active
                or (e.name not like '%:maintenance' and (j.schedule, j.command) is distinct from (e.schedule,
                e.command))
                then 'select * from ops.schedule_apply()' end
        from ops._cron_entries() as e
        left join ops._own_cron_jobs() as j
            on j.name = e.name and j.username = current_user;
    return query
        select coalesce(j.name, 'job ' || j.jobid), 'fail',
            format('runs here too: %s %s as %s', j.schedule, j.command, j.username),
            format('select cron.unschedule(%s)', j.jobid)
        from ops._own_cron_jobs() as j
        where not exists (select from ops._cron_entries() as e where e.name = j.name and j.username = current_user);
end
$$;
comment on function ops.schedule_list() is 'One row an entry: ok, info (not scheduled), warn (differs) or fail (a double: another role''s, or under another name).';
revoke all on function ops.schedule_list() from public;
grant execute on function ops.schedule_list() to ops_reader;
