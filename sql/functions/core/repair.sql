-- Plans the repair of an area, or plans and applies it in one transaction.
create or replace function ops.repair(
    area text, dry_run boolean default true, rule text default null, keys text[] default null,
    max_rows integer default 200, reason text default null, choice text default null
)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_made bigint;
    v_plan ops.plan;
    v_run bigint;
begin
    perform ops._require_repair(area, dry_run, rule, choice, keys, max_rows, reason);
    if dry_run then
        v_made := ops._make_plan(area, rule, choice, keys, max_rows, false);
    else
        v_run := ops._repair_now(area, rule, choice, keys, max_rows, reason);
        select r.plan into v_made from ops.run as r where r.id = v_run;
    end if;
    return query select c.* from ops._plan_outcome(v_made, v_run) as c;
    select p.* into v_plan from ops.plan as p where p.id = v_made;
    raise notice '%', ops._plan_summary(v_plan, v_run);
end
$$;
comment on function ops.repair(text, boolean, text, text[], integer, text, text) is 'With dry_run (the default) stores a plan and returns its rows; with dry_run => false and a reason plans under the row locks and applies at once, at most cap_rows rows. choice: for a rule of class decide, what a person chose. OP001, OP002, OP003, OP004, OP005, OP009, OP010.';
revoke all on function ops.repair(text, boolean, text, text[], integer, text, text) from public;
grant execute on function ops.repair(text, boolean, text, text[], integer, text, text) to ops_operator;
