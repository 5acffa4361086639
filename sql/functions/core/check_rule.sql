-- What one rule finds.
create or replace function ops.check_rule(rule text, max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_state ops.rule_state;
    v_rows ops.violation[];
    v_started timestamptz := clock_timestamp();
begin
    perform ops._require_rule(rule);
    perform ops._require_max_rows(max_rows);
    select s.* into v_state from ops._rule_states() as s where s.rule = check_rule.rule;
    v_rows := array(select v from ops._run_rule(v_state, max_rows) as v);
    return query select v.* from unnest(v_rows) as v;
    raise notice '%', ops._summary(
        rule, array[v_state], v_rows, extract(epoch from clock_timestamp() - v_started),
        ops._next_call(v_state.area, rule)
    );
end
$$;
comment on function ops.check_rule(text, integer) is 'Violations of one rule, worst first; max_rows null returns all. Only reads. OP002 unknown rule, OP005 max_rows below 1.';
revoke all on function ops.check_rule(text, integer) from public;
grant execute on function ops.check_rule(text, integer) to ops_reader;
