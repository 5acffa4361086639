-- Decides once what is done with all rows of one cause, so that every plan from now on makes that choice.
create or replace function ops.decide(rule text, cause text, choice text, reason text)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rule ops.rule;
begin
    perform ops._require_rule(rule);
    select r.* into v_rule from ops.rule as r where r.name = decide.rule;
    perform ops._require_reason(reason, format('select ops.decide(%L, %L, %L, ''why'')', rule, cause, choice));
    if v_rule.repair_class <> 'decide' then
        perform ops._fail('OP003', format('rule %s leaves nothing to decide', rule),
            format('its class is %s', v_rule.repair_class), format('select * from ops.rule_page(%L)', rule));
    elsif cause is null or not cause = any (v_rule.causes) then
        perform ops._fail('OP005', format('%s is no cause of rule %s', coalesce(quote_literal(cause), 'null'), rule),
            'it knows: ' || coalesce(nullif(array_to_string(v_rule.causes, ', '), ''), 'none'),
            format('select * from ops.rule_page(%L)', rule));
    elsif choice is null then
        delete from ops.decision as d where d.rule = decide.rule and d.cause = decide.cause;
        delete from ops.promotion as p where p.rule = decide.rule and p.cause = decide.cause;
        return format('%s caused by %s is left to a person again', rule, cause);
    end if;
    perform ops._require_choice(v_rule.area, rule, choice);
    insert into ops.decision as d (rule, cause, choice, decided_at, actor, reason)
    values (decide.rule, decide.cause, decide.choice, ops.now(), ops.actor(), btrim(decide.reason))
    on conflict on constraint decision_pkey do update
    set choice = excluded.choice, decided_at = excluded.decided_at, actor = excluded.actor, reason = excluded.reason;
    return format('plans now choose %s for %s caused by %s', choice, rule, cause);
end
$$;
comment on function ops.decide(text, text, text, text) is 'Keeps a standing decision; choice null takes it back, and its promotion with it. It changes no row by itself. OP002, OP003, OP005, OP009.';
revoke all on function ops.decide(text, text, text, text) from public;
grant execute on function ops.decide(text, text, text, text) to ops_operator;
