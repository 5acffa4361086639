-- Mends the reversal marks of the application's log (runbook 8, step 3), where they are proven.
create or replace function ops.repair_audit(
    dry_run boolean default true, rule text default null, keys text[] default null,
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
    if rule is not null and not starts_with(rule, 'audit_') then
        perform ops._fail('OP002', format('rule %s does not read the log', quote_literal(rule)),
            'rules of the log: ' || (select string_agg(s.rule, ', ' order by s.rule) from ops._audit_rules() as s),
            'select * from ops.check_audit()');
    elsif rule is not null then
        return query select c.* from ops.repair('integrity', dry_run, rule, keys, max_rows, reason, choice) as c;
        return;
    end if;
    perform ops._require_repair('integrity', dry_run, rule, choice, keys, max_rows, reason);
    if dry_run then
        v_made := ops._audit_plan(max_rows, false);
    else
        perform ops._lock_repairs();
        v_made := ops._audit_plan(least(max_rows, ops.setting('cap_rows')::integer), true);
        if exists (select from ops.plan_change as c where c.plan = v_made and c.state = 'planned') then
            v_run := ops._begin_apply(v_made, reason, true);
        else
            v_run := ops._begin_run('apply', v_made, null, 'integrity', reason, false, 0);
        end if;
        perform ops._finish_batches(v_run);
    end if;
    return query select c.* from ops._plan_outcome(v_made, v_run) as c;
    select p.* into v_plan from ops.plan as p where p.id = v_made;
    raise notice '%', ops._plan_summary(v_plan, v_run);
end
$$;
comment on function ops.repair_audit(boolean, text, text[], integer, text, text) is 'Runbook 8, step 3: marks set only from a proven reversal row, cleared only where what the action did still stands; old_data and new_data are never written. Plans by default. OP002, OP003, OP004, OP005, OP009, OP010.';
revoke all on function ops.repair_audit(boolean, text, text[], integer, text, text) from public;
grant execute on function ops.repair_audit(boolean, text, text[], integer, text, text) to ops_operator;
