-- Writes what one rule would change into a plan.
create or replace function ops._plan_rule(plan bigint, rule text, choice text, keys text[], max_rows integer)
returns integer
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_last integer := coalesce((select max(c."position") from ops.plan_change as c where c.plan = _plan_rule.plan), 0);
begin
    -- the worst rows are planned first when there are too many, but locked in key order
    insert into ops.plan_change
        (plan, "position", rule, cause, message, subject, key, action, before, after, size, state, note, detail,
            choice, about, together)
    select _plan_rule.plan,
        v_last + row_number() over (order by p.together nulls first, case when p.together is not null then p.place end,
            p.subject, p.key::text),
        _plan_rule.rule, p.cause, ops._cut(p.message), p.subject, p.key,
        case when s.state = 'planned' then p.action end,
        case when s.state = 'planned' then p.before end,
        case when s.state = 'planned' then p.after end,
        -- several changes of one violation count its metres once
        case when p.turn = 1 then p.size end,
        s.state, case when s.state = 'held' then s.note else coalesce(p.note, s.note) end, p.detail, p.chosen, p.about, case when s.state = 'planned' then p.together end
    from (
        select w.*,
            case when count(*) over (partition by w.about) > 1 then w.about end as together,
            row_number() over (partition by w.about order by w.place) as turn
        from ops._rule_proposals(_plan_rule.rule, _plan_rule.choice, keys, max_rows) as w
    ) as p
    cross join lateral ops._plan_state(_plan_rule.plan, _plan_rule.rule, p.subject, p.key, p.action) as s;
    perform ops._note_coverage(_plan_rule.rule);
    return (
        select count(distinct c.about)
        from ops.plan_change as c
        where c.plan = _plan_rule.plan and c.rule = _plan_rule.rule and c."position" > v_last
    );
end
$$;
comment on function ops._plan_rule(bigint, text, text, text[], integer) is 'Adds the changes for at most max_rows violations of one rule to the plan, in key order, and returns how many violations those are: one may need several changes.';
revoke all on function ops._plan_rule(bigint, text, text, text[], integer) from public;
