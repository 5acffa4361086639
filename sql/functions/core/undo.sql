-- Takes a run back in one transaction, row by row, where nothing has changed since.
create or replace function ops.undo(run bigint, reason text)
returns setof ops.outcome
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_run bigint := ops._begin_undo(run, reason);
begin
    perform ops._finish_batches(v_run);
    return query select o.* from ops.run_rows(v_run) as o;
    raise notice '%', ops._run_summary(v_run);
end
$$;
comment on function ops.undo(bigint, text) is 'Restores each changed column; a row changed since is a conflict and is not overwritten. OP004, OP007, OP009, OP010, OP012.';
revoke all on function ops.undo(bigint, text) from public;
grant execute on function ops.undo(bigint, text) to ops_operator;
