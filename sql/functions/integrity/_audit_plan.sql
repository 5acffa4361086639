-- Plans what the log's rules would change, under the row locks when it is applied at once.
create or replace function ops._audit_plan(max_rows integer, at_once boolean)
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
    insert into ops.plan (area, created_at, actor)
    values ('integrity', ops.now(), ops.actor())
    returning id into v_plan;
    for v_rule in
        select s.rule
        from ops._audit_rules() as s
        join ops.rule as r
            on r.name = s.rule
        where s.state = 'ready' and r.repair_class <> 'report'
        order by s.severity, s.rule
    loop
        exit when v_left = 0;
        v_left := v_left - ops._plan_rule(v_plan, v_rule, null, null, v_left);
        if at_once then
            perform ops._replan_locked(v_plan, v_rule, null);
        end if;
    end loop;
    perform ops._drop_repeats(v_plan);
    perform ops._sum_plan(v_plan);
    return v_plan;
end
$$;
comment on function ops._audit_plan(integer, boolean) is 'Number of the plan. at_once: the rows it would change are locked and planned again from what is true then.';
revoke all on function ops._audit_plan(integer, boolean) from public;
