-- Plans under the row locks and applies at once, so that nothing can go stale in between.
create or replace function ops._repair_now(area text, rule text, keys text[], max_rows integer, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan bigint;
    v_run bigint;
    v_work record;
begin
    perform ops._lock_repairs();
    v_plan := ops._make_plan(area, rule, keys, least(max_rows, ops.setting('cap_rows')::integer), false);
    for v_work in
        select c.rule, c.subject, array_agg(e.value order by c."position") as keys
        from ops.plan_change as c
        cross join lateral jsonb_each_text(c.key) as e
        where c.plan = v_plan and c.state = 'planned'
        group by c.rule, c.subject
        order by min(c."position")
    loop
        perform ops._replan_locked(v_plan, v_work.rule, v_work.subject, v_work.keys);
    end loop;
    update ops.plan as p
    set changes = (select count(*) from ops.plan_change as c where c.plan = v_plan and c.state = 'planned'),
        size = (select coalesce(sum(c.size), 0) from ops.plan_change as c where c.plan = v_plan and c.state = 'planned')
    where p.id = v_plan;
    if not exists (select from ops.plan_change as c where c.plan = v_plan and c.state = 'planned') then
        v_run := ops._begin_run('apply', v_plan, null, area, reason, false, 0);
    else
        v_run := ops._begin_apply(v_plan, reason, true);
    end if;
    perform ops._finish_batches(v_run);
    return v_run;
end
$$;
comment on function ops._repair_now(text, text, text[], integer, text) is 'Number of the run. Rows locked by others keep their first plan and are tried again at the end.';
revoke all on function ops._repair_now(text, text, text[], integer, text) from public;
