-- Makes a plan for an area: what its repairable rules would change, and what is left to a person.
create or replace function ops._make_plan(area text, rule text, choice text, keys text[], max_rows integer, unattended boolean)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan bigint;
    v_rule text;
    v_left integer := max_rows;
begin
    insert into ops.plan (area, rule, created_at, actor, unattended)
    values (_make_plan.area, _make_plan.rule, ops.now(), ops.actor(), _make_plan.unattended)
    returning id into v_plan;
    for v_rule in
        select s.rule
        from ops._rule_states(_make_plan.area) as s
        join ops.rule as r
            on r.name = s.rule
        where s.state = 'ready'
            and r.repair_class <> 'report'
            and (_make_plan.rule is null or s.rule = _make_plan.rule)
        order by r.repair_class = 'decide', r.turn, s.severity, s.rule
    loop
        exit when v_left = 0;
        v_left := v_left - ops._plan_rule(v_plan, v_rule, choice, keys, v_left);
    end loop;
    perform ops._drop_repeats(v_plan);
    perform ops._sum_plan(v_plan);
    return v_plan;
end
$$;
comment on function ops._make_plan(text, text, text, text[], integer, boolean) is 'Stores a plan and returns its number. Arguments are already checked.';
revoke all on function ops._make_plan(text, text, text, text[], integer, boolean) from public;
