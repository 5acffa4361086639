-- Applies a plan in one transaction.
create or replace function ops.apply(plan bigint, reason text)
returns setof ops.outcome
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_run bigint := ops._begin_apply(plan, reason, true);
begin
    perform ops._finish_batches(v_run);
    return query select o.* from ops.run_rows(v_run) as o;
    raise notice '%', ops._run_summary(v_run);
end
$$;
comment on function ops.apply(bigint, text) is 'One row a change or row left alone. Over cap_rows nothing changes and one row says refused: use ops.apply_in_batches. OP004, OP006, OP008, OP009, OP010.';
revoke all on function ops.apply(bigint, text) from public;
grant execute on function ops.apply(bigint, text) to ops_operator;
