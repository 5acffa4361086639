-- Does the next step of a job in one short transaction, and says whether to go on.
create or replace function ops._job_step(run bigint)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_run ops.job_run;
    v_step text;
    v_note text;
    v_failed integer := 0;
    v_started timestamptz := clock_timestamp();
begin
    select r.* into v_run from ops.job_run as r where r.id = _job_step.run;
    v_step := v_run.todo[v_run.steps + 1];
    perform set_config('ops.actor', 'ops:' || v_run.job, true);
    if v_step is null then
        return false;
    elsif ops._time_is_up() or (select j.stop_asked from ops.job as j where j.name = v_run.job) then
        update ops.job_run as r set state = 'stopped' where r.id = _job_step.run;
        if v_step like 'batch %' then
            perform ops._end_run(split_part(v_step, ' ', 2)::bigint);
        end if;
        return false;
    end if;
    begin
        v_note := ops._do_step(run, v_step);
    exception
        -- one step that fails ends no other; a statement timeout and Ctrl-C pass through
        when others then
            v_failed := 1;
            v_note := format('%s failed: %s %s', v_step, sqlstate, sqlerrm);
            if v_step like 'batch %' then
                -- else the repair would count as working for as long as this session lives
                perform ops._finish_run(split_part(v_step, ' ', 2)::bigint, 'failed', left(v_note, 500));
            end if;
    end;
    -- the list stays as it is and a number moves along it: a list rewritten at each step would be most of what we write
    update ops.job_run as r
    set steps = r.steps + 1, failures = r.failures + v_failed,
        seconds = r.seconds + extract(epoch from clock_timestamp() - v_started),
        note = nullif(left(concat_ws(E'\n', r.note, v_note), 8000), '')
    where r.id = _job_step.run;
    return true;
end
$$;
comment on function ops._job_step(bigint) is 'False when nothing is left, time is up, or somebody asked it to stop.';
revoke all on function ops._job_step(bigint) from public;
