-- Fills pg_cron's maintenance entry with the next statement of the queue, and reads what became of the last.
create or replace function ops._turn_maintenance()
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_job bigint := (select j.jobid from ops._own_cron_jobs() as j
        where j.name = format('ops:%s:maintenance', current_database()));
    v_statement ops.maintenance_statement;
    v_status text;
    v_answer text;
begin
    if v_job is null then
        return null;
    end if;
    select m.* into v_statement from ops.maintenance_statement as m where m.state = 'running';
    if found then
        execute format('select d.status, d.return_message from %s.job_run_details as d '
            'where d.jobid = $1 and d.command = $2 and d.start_time >= $3 - interval ''1 s'' order by d.runid limit 1',
            to_regnamespace('cron'))
            into v_status, v_answer using v_job, v_statement.statement, v_statement.started_at;
        if v_status is null or v_status not in ('succeeded', 'failed') then
            return null;
        end if;
        perform from ops.end_maintenance_statement(v_statement.id, case when v_status = 'failed' then v_answer end);
        execute format('select %s.schedule(e.name, e.schedule, e.command) from ops._cron_entries() as e '
            'where e.name like ''%%:maintenance''', to_regnamespace('cron'));
        return format('%s: %s', v_statement.statement, v_answer);
    elsif (select a.state from ops.armed() as a) = 'ok' then
        select m.* into v_statement from ops.begin_maintenance_statement() as m;
        if found then
            execute format('select %s.schedule($1, ''* * * * *'', $2)', to_regnamespace('cron'))
                using format('ops:%s:maintenance', current_database()), v_statement.statement;
        end if;
    end if;
    return null;
end
$$;
comment on function ops._turn_maintenance() is 'What ended, or null. The entry is emptied once its statement ran; one statement a job, because VACUUM can share none. Begins none where unattended work is not armed.';
revoke all on function ops._turn_maintenance() from public;
