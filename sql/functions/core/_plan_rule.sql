-- Writes what one rule would change into a plan.
create or replace function ops._plan_rule(plan bigint, rule text, keys text[], max_rows integer)
returns integer
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rule ops.rule;
    v_column text;
    v_rows integer;
begin
    select r.* into strict v_rule from ops.rule as r where r.name = _plan_rule.rule;
    select d.value_column into v_column from ops.derived_value as d where d.rule = _plan_rule.rule;
    -- the worst rows are planned first when there are too many, but locked in key order
    insert into ops.plan_change
        (plan, "position", rule, cause, message, subject, key, action, before, after, size, state, note, detail)
    select _plan_rule.plan,
        coalesce((select max(c."position") from ops.plan_change as c where c.plan = _plan_rule.plan), 0)
            + row_number() over (order by h.subject, h.key::text),
        _plan_rule.rule, h.cause, h.message, h.subject, h.key,
        case when s.state = 'planned' then 'update' end,
        case when s.state = 'planned' then jsonb_build_object(v_column, h.observed) end,
        case when s.state = 'planned' then jsonb_build_object(v_column, h.expected) end,
        h.size,
        s.state,
        case s.state
            when 'decide' then v_rule.choices
            when 'held' then format('undone by run %s; release it with ops.release_hold(%s, ''why'')', s.run, s.hold)
        end,
        coalesce(h.detail, '{}')
    from (
        select w.*
        from ops._rule_hits(_plan_rule.rule, keys) as w
        order by w.size desc nulls last, w.key::text
        limit max_rows
    ) as h
    cross join lateral (
        select case
                when v_column is null then 'decide'
                when o.id is not null and p.unattended then 'held'
                else 'planned'
            end as state,
            o.run,
            o.id as hold
        from ops.plan as p
        left join ops.hold as o
            on o.rule = _plan_rule.rule and o.subject = h.subject and o.key = h.key and o.released_at is null
        where p.id = _plan_rule.plan
    ) as s;
    get diagnostics v_rows = row_count;
    perform ops._note_coverage(_plan_rule.rule);
    return v_rows;
end
$$;
comment on function ops._plan_rule(bigint, text, text[], integer) is 'Adds at most max_rows rows of one rule to the plan, in key order, and returns how many.';
revoke all on function ops._plan_rule(bigint, text, text[], integer) from public;
