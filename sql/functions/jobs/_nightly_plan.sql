-- Plans the nightly repair of one rule, and keeps what the plan before it was worth.
create or replace function ops._nightly_plan(run bigint, area text, rule text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before bigint;
    v_made bigint;
    v_plan ops.plan;
    v_planned bigint;
begin
    if not exists (select from ops._rule_states(_nightly_plan.area) as s where s.rule = _nightly_plan.rule
        and s.state = 'ready') then
        return null;
    end if;
    select max(p.id) into v_before
    from ops.plan as p
    where p.unattended and p.rule = _nightly_plan.rule and p.created_at < ops.now() - interval '6 hours';
    -- one row more than may be changed: a plan over the cap shows that it is
    v_made := ops._make_plan(area, rule, null, null, ops.setting('cap_rows')::integer + 1, true);
    select p.* into v_plan from ops.plan as p where p.id = v_made;
    perform ops._note_night(v_plan.id, v_before);
    if v_plan.changes + v_plan.left_alone = 0 then
        delete from ops.plan as p where p.id = v_plan.id;
        return null;
    end if;
    update ops.plan_change as c
    set state = 'held', note = ops._not_promoted(c.rule, c.cause)
    where c.plan = v_plan.id and c.state = 'planned'
        and not exists (select from ops.promotion as p where p.rule = c.rule and p.cause = coalesce(c.cause, 'any'));
    v_planned := v_plan.changes;
    perform ops._sum_plan(v_plan.id);
    select p.* into v_plan from ops.plan as p where p.id = v_plan.id;
    return format('%s: plan %s, %s changes, %s of them promoted%s', rule, v_plan.id, v_planned, v_plan.changes, case
        when v_plan.changes = 0 then ''
        when (select a.state from ops.armed() as a) <> 'ok' then ', not armed: not applied'
        when ops._in_maintenance() then ', maintenance: not applied'
        else ops._push_apply(run, v_plan.id) end);
end
$$;
comment on function ops._nightly_plan(bigint, text, text) is 'One line: the plan and what becomes of it. What is not promoted stays in the plan as held; where armed, the rest is applied next.';
revoke all on function ops._nightly_plan(bigint, text, text) from public;
