-- Refuses a rule that does not exist, or that belongs to another area.
create or replace function ops._require_rule(rule text, area text default null)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_area text;
begin
    select r.area into v_area from ops.rule as r where r.name = _require_rule.rule;
    if not found then
        perform ops._fail(
            'OP002', format('no rule is named %s', coalesce(quote_literal(rule), 'null')),
            'rules: ' || (
                select coalesce(string_agg(r.name, ', ' order by r.name), 'none')
                from ops.rule as r
                where _require_rule.area is null or r.area = _require_rule.area
            ),
            'select rule, area, state from ops.coverage()'
        );
    elsif v_area is distinct from coalesce(area, v_area) then
        perform ops._fail(
            'OP002', format('rule %s does not belong to area %s', rule, area),
            format('its area is %s', v_area),
            format('select * from ops.repair(%L, rule => %L)', v_area, rule)
        );
    end if;
end
$$;
comment on function ops._require_rule(text, text) is 'Raises OP002, with the rules there are, unless the rule exists (in that area).';
revoke all on function ops._require_rule(text, text) from public;
