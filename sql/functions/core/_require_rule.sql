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
            coalesce('rules like it: ' || (
                select string_agg(n.name, ', ' order by n.alike desc, n.name)
                from (
                    select r.name, count(*) as alike
                    from ops.rule as r
                    -- as long as a name can be: a long text must not cost more
                    cross join generate_series(1, least(length(rule), 63) - 2) as g (place)
                    where (_require_rule.area is null or r.area = _require_rule.area)
                        and strpos(r.name, lower(substr(rule, g.place, 3))) > 0
                    group by r.name
                    order by count(*) desc, r.name
                    limit 5
                ) as n
            ), (
                select format('none of %s rules%s has a name like it', count(*), ' of area ' || _require_rule.area)
                from ops.rule as r
                where _require_rule.area is null or r.area = _require_rule.area
            )),
            'select rule, area, state from ops.coverage(' || coalesce(quote_literal(area), '') || ')'
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
comment on function ops._require_rule(text, text) is 'Raises OP002, with the names most like it, unless the rule exists (in that area).';
revoke all on function ops._require_rule(text, text) from public;
