-- Takes our entries out of pg_cron.
create or replace function ops.schedule_remove()
returns integer
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_job bigint;
    v_rows integer := 0;
begin
    for v_job in select j.jobid from ops._own_cron_jobs() as j where j.name like 'ops:%'
        and j.username = current_user loop
        execute format('select %s.unschedule($1)', to_regnamespace('cron')) using v_job;
        v_rows := v_rows + 1;
    end loop;
    return v_rows;
end
$$;
comment on function ops.schedule_remove() is 'How many were removed. Nothing runs by itself afterwards; a job that runs now ends its step.';
revoke all on function ops.schedule_remove() from public;
