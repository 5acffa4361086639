-- Whether a run may go on, and how far it is.
create or replace function ops._more_batches(run bigint)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run ops.run;
    v_timeout interval := current_setting('statement_timeout')::interval;
begin
    select r.* into v_run from ops.run as r where r.id = _more_batches.run;
    if v_run.state <> 'running' then
        return false;
    end if;
    if v_run.reached > 0 then
        raise notice 'run %: % of % rows', run, v_run.done, v_run.planned;
    end if;
    -- statement_timeout covers a whole call: stop while there is time to say so
    if (v_timeout > interval '0' and clock_timestamp() - statement_timestamp() > v_timeout * 0.7)
        or (v_run.unattended and ops.now() - v_run.started_at > ops.setting('cap_time')::interval)
    then
        update ops.run as r set note = 'stopped in time, with rows left; make a new plan' where r.id = _more_batches.run;
        return false;
    end if;
    return true;
end
$$;
comment on function ops._more_batches(bigint) is 'False when the run is over, or when 70 percent of statement_timeout (or cap_time of an unattended run) is used.';
revoke all on function ops._more_batches(bigint) from public;
grant execute on function ops._more_batches(bigint) to ops_operator;
