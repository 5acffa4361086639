-- Runs one rule and never lets it fail: what could not run becomes a row that says so.
create or replace function ops._run_rule(state ops.rule_state, max_rows integer)
returns setof ops.violation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_message text;
    v_detail text;
    v_hint text;
begin
    if state.state = 'disabled' then
        return;
    elsif state.state = 'skipped' then
        return query select v.* from ops._skipped(state) as v;
    elsif pg_is_in_recovery() then
        -- a recovery conflict inside an exception block is fatal to the session
        return query select v.* from ops._rule_violations(state.rule, state.severity, max_rows) as v;
    else
        begin
            return query select v.* from ops._rule_violations(state.rule, state.severity, max_rows) as v;
        exception
            -- a statement timeout and Ctrl-C pass through: others does not include query_canceled
            when others then
                get stacked diagnostics
                    v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
                return query
                    select u.*
                    from ops._unknown(
                        state.rule, state.severity, 'unknown', format('could not run: %s %s', sqlstate, v_message),
                        jsonb_strip_nulls(jsonb_build_object(
                            'sqlstate', sqlstate, 'message', v_message,
                            'detail', nullif(v_detail, ''), 'hint', nullif(v_hint, '')
                        )),
                        'select * from ops.doctor()'
                    ) as u;
        end;
    end if;
end
$$;
comment on function ops._run_rule(ops.rule_state, integer) is 'Violations of one rule, or one row with status unknown and the SQLSTATE, or skipped. A disabled rule returns nothing.';
revoke all on function ops._run_rule(ops.rule_state, integer) from public;
