-- The line that ends a check, for a client that ran its rules one by one.
create or replace function ops.check_summary(area text, violations jsonb, seconds numeric)
returns text
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows ops.violation[] := array(select v from jsonb_populate_recordset(null::ops.violation, violations) as v);
begin
    perform ops._require_area(area);
    return ops._summary(
        area, array(select s from ops._rule_states(area) as s), v_rows, seconds, ops._next_of_area(area, v_rows)
    );
end
$$;
comment on function ops.check_summary(text, jsonb, numeric) is 'violations: JSON array of rows of ops.check_rule. The same text that ops.check_<area> raises as a notice.';
revoke all on function ops.check_summary(text, jsonb, numeric) from public;
grant execute on function ops.check_summary(text, jsonb, numeric) to ops_reader;
