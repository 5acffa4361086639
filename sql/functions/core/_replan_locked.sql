-- Locks the planned rows of a rule and plans them again from what is true under the locks.
create or replace function ops._replan_locked(plan bigint, rule text, choice text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_part record;
    v_locked text[];
    v_busy text[] := array[]::text[];
    v_ready text[];
    v_with text[];
begin
    for v_part in
        select c.subject, array_agg(ops._key_value(c.key)) as keys
        from ops.plan_change as c
        where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule and c.state = 'planned' and c.action <> 'insert'
        group by c.subject
        order by min(c."position")
    loop
        v_locked := ops._lock_rows(v_part.subject, v_part.keys, false);
        v_busy := v_busy || array(
            select c.about
            from ops.plan_change as c
            where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule and c.subject = v_part.subject
                and not ops._key_value(c.key) = any (v_locked)
        );
    end loop;
    select array_agg(distinct c.about) into v_ready
    from ops.plan_change as c
    where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule and not c.about = any (v_busy);
    -- a cause may rest on other rows: they are looked at again, but not added to the plan
    v_with := array(
        select w.value
        from ops.plan_change as c
        cross join lateral jsonb_array_elements_text(c.detail -> 'with') as w
        where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule
    );
    delete from ops.plan_change as c
    where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule and c.about = any (v_ready);
    perform ops._plan_rule(plan, rule, choice, v_ready || v_with, null);
    delete from ops.plan_change as c
    using (
        select d."position",
            row_number() over (partition by d.subject, d.key order by d."position") as copy,
            not d.about = any (v_ready) and not d.about = any (v_busy) as extra
        from ops.plan_change as d
        where d.plan = _replan_locked.plan and d.rule = _replan_locked.rule
    ) as d
    where c.plan = _replan_locked.plan and c."position" = d."position" and (d.extra or d.copy > 1);
end
$$;
comment on function ops._replan_locked(bigint, text, text) is 'Replaces the plan''s rows for the violations whose rows could be locked; the locks stay until the transaction ends.';
revoke all on function ops._replan_locked(bigint, text, text) from public;
