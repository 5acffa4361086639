-- Opens a run for a plan, after everything that could forbid it has been looked at.
create or replace function ops._begin_apply(plan bigint, reason text, one_transaction boolean)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_plan ops.plan;
    v_run bigint;
    v_over text;
    v_unattended boolean := ops.actor() like 'ops:%';
begin
    perform ops._require_plan(plan);
    perform ops._require_read_committed();
    perform ops._require_reason(reason, format('select * from ops.apply(%s, ''why'')', plan));
    select p.* into v_plan from ops.plan as p where p.id = _begin_apply.plan for update;
    perform ops._require_fresh(v_plan);
    if v_unattended then
        perform ops._require_armed();
    end if;
    v_over := ops._over_cap(v_plan, one_transaction, v_unattended);
    v_run := ops._begin_run('apply', plan, null, v_plan.area, reason, v_unattended, v_plan.changes);
    if v_over is not null then
        perform ops._finish_run(v_run, 'refused', v_over);
        if v_unattended then
            perform ops._open_incident(v_plan.area, 'P1', format('repair of %s refused: %s', v_plan.area, v_over), 'over a cap', v_run,
                jsonb_build_object('plan', plan, 'changes', v_plan.changes, 'metres', v_plan.size));
        end if;
    else
        perform ops._skip_changed_causes(v_run);
        perform ops._skip_unpromoted(v_run);
    end if;
    return v_run;
end
$$;
comment on function ops._begin_apply(bigint, text, boolean) is 'Number of the run: state running, or refused over a cap (then an unattended run opens an incident). OP004, OP006, OP008, OP009, OP010, OP015.';
revoke all on function ops._begin_apply(bigint, text, boolean) from public;
grant execute on function ops._begin_apply(bigint, text, boolean) to ops_operator;
