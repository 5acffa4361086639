-- The expression that two values of a type are the same, nulls included, by the type's own operator.
-- plpgsql with one plan for all calls: called for each rule, a plan each time would cost more than the answer.
create or replace function ops._same(left_side text, right_side text, type_name text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (
        select case
            when e.operator is null
                then format('(%1$s)::text is not distinct from (%2$s)::text', left_side, right_side)
            when e.operator = 'operator(pg_catalog.=)'
                then format('(%1$s) is not distinct from (%2$s)', left_side, right_side)
            else format(
                '((%1$s) is null) = ((%2$s) is null) and coalesce((%1$s) %3$s (%2$s), true)',
                left_side, right_side, e.operator
            )
        end
        from (select ops._equality(to_regtype(type_name)) as operator) as e
    );
end
$$;
comment on function ops._same(text, text, text) is 'SQL text; a type without equality is compared as text.';
revoke all on function ops._same(text, text, text) from public;
