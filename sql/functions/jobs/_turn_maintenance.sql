-- Fills pg_cron's maintenance entry with the next command, and reads what became of the last.
create or replace function ops._turn_maintenance()
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_job bigint := (select j.jobid from ops._own_cron_jobs() as j where j.name = format('ops:%s:maintenance', current_database()));
    v_command ops.maintenance_command;
    v_status text;
    v_answer text;
begin
    if v_job is null then
        return null;
    end if;
    select c.* into v_command from ops.maintenance_command as c where c.state = 'running';
    if found then
        execute format('select d.status, d.return_message from %s.job_run_details as d '
            'where d.jobid = $1 and d.command = $2 and d.start_time >= $3 - interval ''1 s'' order by d.runid limit 1',
            to_regnamespace('cron'))
            into v_status, v_answer using v_job, v_command.command, v_command.started_at;
        if v_status is null or v_status not in ('succeeded', 'failed') then
            return null;
        end if;
        update ops.maintenance_command as c
        set state = case v_status when 'succeeded' then 'done' else 'failed' end, ended_at = ops.now(), result = v_answer
        where c.id = v_command.id;
        execute format('select %s.schedule(e.name, e.schedule, e.command) from ops._cron_entries() as e '
            'where e.name like ''%%:maintenance''', to_regnamespace('cron'));
        return format('%s: %s', v_command.command, v_answer);
    end if;
    update ops.maintenance_command as c
    set state = 'running', started_at = ops.now()
    where c.id = (select min(n.id) from ops.maintenance_command as n where n.state = 'waiting')
    returning c.* into v_command;
    if found then
        execute format('select %s.schedule($1, ''* * * * *'', $2)', to_regnamespace('cron'))
            using format('ops:%s:maintenance', current_database()), v_command.command;
    end if;
    return null;
end
$$;
comment on function ops._turn_maintenance() is 'What ended, or null. The entry is emptied once its command ran; one statement a job, because VACUUM can share none.';
revoke all on function ops._turn_maintenance() from public;
