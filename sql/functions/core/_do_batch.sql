-- Does the next batch of a run in one short transaction, and says whether there is more.
create or replace function ops._do_batch(run bigint)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set lock_timeout = '200ms'
as $$
declare
    v_positions integer[];
    v_alone boolean := false;
begin
    perform ops._require_own_run(run);
    perform ops._lock_repairs();
    perform set_config('lock_timeout', ops.setting('lock_timeout'), true);
    v_positions := ops._next_batch(run);
    if v_positions is null then
        -- second pass: what was locked or failed, one row at a time while holding nothing else
        v_alone := true;
        v_positions := ops._next_busy(run);
        if v_positions is null then
            return false;
        end if;
    end if;
    perform ops._try_rows(run, v_positions, v_alone);
    update ops.run as r
    set heartbeat_at = ops.now(),
        reached = case when v_alone then r.reached else v_positions[cardinality(v_positions)] end,
        retried = case when v_alone then v_positions[cardinality(v_positions)] else r.retried end,
        done = (select count(*) from ops.change as c where c.run = r.id and c.caused_by is null)
    where r.id = _do_batch.run;
    return true;
end
$$;
comment on function ops._do_batch(bigint) is 'At most batch_rows rows, locked, recomputed in the next statement, written and journalled. False when the run has nothing left. Only the session that began the run.';
revoke all on function ops._do_batch(bigint) from public;
grant execute on function ops._do_batch(bigint) to ops_operator;
