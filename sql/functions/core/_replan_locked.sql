-- Locks the planned rows of a rule and plans them again from what is true under the locks.
create or replace function ops._replan_locked(plan bigint, rule text, subject text, keys text[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_locked text[] := ops._lock_rows(subject, keys, false);
    v_with text[];
begin
    -- a cause may rest on other rows: they are looked at again, but not added to the plan
    v_with := array(
        select w.value
        from ops.plan_change as c
        cross join lateral jsonb_array_elements_text(c.detail -> 'with') as w
        where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule
    );
    delete from ops.plan_change as c
    where c.plan = _replan_locked.plan and c.rule = _replan_locked.rule
        and exists (select from jsonb_each_text(c.key) as e where e.value = any (v_locked));
    perform ops._plan_rule(plan, rule, v_locked || v_with, null);
    delete from ops.plan_change as c
    using (
        select d."position",
            row_number() over (partition by d.key order by d."position") as copy,
            not exists (select from jsonb_each_text(d.key) as e where e.value = any (keys)) as extra
        from ops.plan_change as d
        where d.plan = _replan_locked.plan and d.rule = _replan_locked.rule
    ) as d
    where c.plan = _replan_locked.plan and c."position" = d."position" and (d.extra or d.copy > 1);
end
$$;
comment on function ops._replan_locked(bigint, text, text, text[]) is 'Replaces the plan''s rows for the keys that could be locked; the locks stay until the transaction ends.';
revoke all on function ops._replan_locked(bigint, text, text, text[]) from public;
