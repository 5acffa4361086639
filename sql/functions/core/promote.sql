-- Allows jobs to repair one cause of one rule.
create or replace function ops.promote(rule text, cause text, reason text)
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
    perform ops._require_reason(reason, format('select ops.promote(%L, %L, ''why'')', rule, cause));
    select r.* into v_rule from ops.rule as r where r.name = promote.rule;
    if v_rule.repair_class not in ('auto', 'lock')
        and not exists (select from ops.decision as d where d.rule = promote.rule and d.cause = promote.cause)
    then
        perform ops._fail('OP003', format('rule %s cannot be repaired unattended', rule),
            format('its class is %s', v_rule.repair_class), format('select * from ops.rule_page(%L)', rule));
    elsif cause is null or not cause = any (case when v_rule.causes = '{}' then array['any'] else v_rule.causes end) then
        perform ops._fail('OP005', format('%s is no cause that rule %s can prove', coalesce(quote_literal(cause), 'null'), rule),
            'it can prove: ' || case when v_rule.causes = '{}' then 'any' else array_to_string(v_rule.causes, ', ')
                end || '; what is unknown or ambiguous is never applied unattended', format('select * from ops.rule_page(%L)', rule));
    end if;
    insert into ops.promotion as p (rule, cause, promoted_at, actor, reason)
    values (promote.rule, promote.cause, ops.now(), ops.actor(), btrim(promote.reason))
    on conflict on constraint promotion_pkey do update
    set promoted_at = excluded.promoted_at, actor = excluded.actor, reason = excluded.reason;
    return format('jobs may repair %s caused by %s · %s', rule, cause, ops._promotion_evidence(rule, cause));
end
$$;
comment on function ops.promote(text, text, text) is 'Lets unattended runs repair that cause, within the caps, where ops.armed(). OP002, OP003, OP005, OP009.';
revoke all on function ops.promote(text, text, text) from public;
grant execute on function ops.promote(text, text, text) to ops_operator;
