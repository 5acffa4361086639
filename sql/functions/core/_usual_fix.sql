-- The exact next call for a violation, by the repair class of its rule.
-- Inlinable: called once per reported row, so it pins no path and names everything in full.
create or replace function ops._usual_fix(rule text, key jsonb)
returns text
language sql
stable parallel safe
as $$
    select case
        when r.repair_class = 'report' then pg_catalog.format('select * from ops.rule_page(%L)', rule)
        else pg_catalog.format(
            'select * from ops.repair_%s(rule => %L, keys => %L)',
            r.area, rule,
            (select pg_catalog.array_agg(k.value) from pg_catalog.jsonb_each_text(key) as k)
        )
    end
    from ops.rule as r
    where r.name operator(pg_catalog.=) rule
$$;
comment on function ops._usual_fix(text, jsonb) is 'A plan for that row; for rules that are only reported, their page.';
revoke all on function ops._usual_fix(text, jsonb) from public;
