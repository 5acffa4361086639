-- The exact next call for a violation, by the repair class of its rule.
-- Inlinable: called once per reported row, so it pins no path and names everything in full.
create or replace function ops._usual_fix(rule text, area text, repair_class text, key jsonb)
returns text
language sql
stable parallel safe
as $$
    select case
        when repair_class operator(pg_catalog.=) 'report' then pg_catalog.format('select * from ops.rule_page(%L)', rule)
        else pg_catalog.format('select * from ops.repair_%s(rule => %L, keys => %L)', area, rule,
            array[ops._key_value(key)])
    end
$$;
comment on function ops._usual_fix(text, text, text, jsonb) is 'A plan for that row; for rules that are only reported, their page.';
revoke all on function ops._usual_fix(text, text, text, jsonb) from public;
