-- Puts a command into pg_cron for one minute of this year.
create or replace function ops._schedule_once(name text, due_at timestamptz, command text)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_jobid bigint;
begin
    -- dynamic: the extension's functions need not be there when this one is looked at
    execute format('select %I.schedule($1, $2, $3)', to_regnamespace('cron')) into v_jobid
    using name,
        to_char(due_at at time zone coalesce(current_setting('cron.timezone', true), 'GMT'),
            'FMMI FMHH24 FMDD FMMM "*"'),
        command;
    return v_jobid;
end
$$;
comment on function ops._schedule_once(text, timestamptz, text) is
    'Number of the entry. It would come again in a year; ops.run_job_result removes it long before.';
revoke all on function ops._schedule_once(text, timestamptz, text) from public;
