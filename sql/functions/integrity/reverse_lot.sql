-- Takes back a lot that was entered by mistake: all of it in one transaction, or nothing.
create or replace function ops.reverse_lot(lot text, reason text, dry_run boolean default true)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '200ms'
set timezone = 'UTC'
as $$
declare
    v_lot uuid;
    v_plan bigint;
    v_run bigint;
begin
    if not coalesce(dry_run, true) then
        perform ops._lock_repairs();
    end if;
    v_lot := ops._lot_named(lot, not coalesce(dry_run, true));
    -- under the lock what hangs on the lot can no longer change
    perform ops._require_reversible_lot(v_lot);
    select max(c.plan) into v_plan
    from ops._act('integrity', 'reverse_lot', array(
        select p::ops.proposal from ops._lot_reversal(v_lot) as p
    ), reason, true) as c;
    if dry_run then
        -- what hangs on it may change until then: only this function applies it, after looking again
        update ops.plan_change as c
        set state = 'decide', note = format('select * from ops.reverse_lot(%L, %L, dry_run => false)', lot, reason)
        where c.plan = v_plan;
        perform ops._sum_plan(v_plan);
    else
        update ops.plan_change as c set together = 'lot' where c.plan = v_plan;
        v_run := ops._begin_apply(v_plan, reason, true);
        perform ops._finish_batches(v_run);
    end if;
    return query select c.* from ops._plan_outcome(v_plan, v_run) as c;
end
$$;
comment on function ops.reverse_lot(text, text, boolean) is 'lot is a number or an id. Deletes goods rows, empty receipts, rolls and lot, and takes its metres off the deliveries; journalled row by row. OP003 when anything else names the lot or its rolls, or part of it is used. OP004, OP005, OP009.';
revoke all on function ops.reverse_lot(text, text, boolean) from public;
grant execute on function ops.reverse_lot(text, text, boolean) to ops_operator;
