-- Which rules can run in this database, and why the others cannot.
create or replace function ops.coverage(area text default null)
returns setof ops.rule_state
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if area is not null then
        perform ops._require_area(area);
    end if;
    return query
        select s.rule, s.area, s.severity, s.state, s.why
        from ops._rule_states(area) as s;
end
$$;
comment on function ops.coverage(text) is 'One row a rule: ready, skipped (a table or column is absent) or disabled. OP001 for an unknown area.';
revoke all on function ops.coverage(text) from public;
grant execute on function ops.coverage(text) to ops_reader;
