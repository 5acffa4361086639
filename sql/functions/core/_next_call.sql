-- The call to make after a check of an area has found something.
create or replace function ops._next_call(area text, rule text default null)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when r.repair_class = 'report' then format('select * from ops.rule_page(%L)', rule)
        when not exists (select from pg_proc as p where p.pronamespace = 'ops'::regnamespace and p.proname = 'repair_' || _next_call.area)
            then format('select * from ops.runbook(%L)', _next_call.area)
        when rule is null then format('select * from ops.repair_%s()', _next_call.area)
        else format('select * from ops.repair_%s(rule => %L)', _next_call.area, rule)
    end
    from (select 1) as one
    left join ops.rule as r
        on r.name = _next_call.rule
$$;
comment on function ops._next_call(text, text) is 'The area''s repair where there is one, else its runbook; for a rule that is only reported, its page.';
revoke all on function ops._next_call(text, text) from public;
