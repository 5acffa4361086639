-- Plans under the row locks and applies at once, so that nothing can go stale in between.
create or replace function ops._repair_now(area text, rule text, choice text, keys text[], max_rows integer, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan bigint;
    v_run bigint;
    v_rule text;
begin
    perform ops._lock_repairs();
    v_plan := ops._make_plan(area, rule, choice, keys, least(max_rows, ops.setting('cap_rows')::integer), false);
    for v_rule in
        select c.rule from ops.plan_change as c
        where c.plan = v_plan and c.state = 'planned'
        group by c.rule
        order by min(c."position")
    loop
        perform ops._replan_locked(v_plan, v_rule, choice);
    end loop;
    perform ops._drop_repeats(v_plan);
    perform ops._sum_plan(v_plan);
    if not exists (select from ops.plan_change as c where c.plan = v_plan and c.state = 'planned') then
        v_run := ops._begin_run('apply', v_plan, null, area, reason, false, 0);
    else
        v_run := ops._begin_apply(v_plan, reason, true);
    end if;
    perform ops._finish_batches(v_run);
    return v_run;
end
$$;
comment on function ops._repair_now(text, text, text, text[], integer, text) is 'Number of the run. Rows locked by others keep their first plan and are tried again at the end.';
revoke all on function ops._repair_now(text, text, text, text[], integer, text) from public;
