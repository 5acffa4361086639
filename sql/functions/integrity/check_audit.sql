-- What is wrong with the application's own audit log (runbook 8: "audit log inconsistencies").
create or replace function ops.check_audit(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_states ops.rule_state[];
    v_rows ops.violation[];
    v_started timestamptz := clock_timestamp();
begin
    perform ops._require_max_rows(max_rows);
    v_states := array(select s::ops.rule_state from ops._audit_rules() as s);
    v_rows := array(
        select v
        from unnest(v_states) with ordinality as s (rule, area, severity, state, why, place)
        cross join lateral ops._run_rule((s.rule, s.area, s.severity, s.state, s.why)::ops.rule_state, max_rows) as v
        order by v.severity, v.status = 'more', s.place, v.fingerprint
    );
    return query select v.* from unnest(v_rows) as v;
    raise notice '%', ops._summary('audit', v_states, v_rows, extract(epoch from clock_timestamp() - v_started),
        'select * from ops.repair_audit()');
end
$$;
comment on function ops.check_audit(integer) is 'Runbook 8, detection: the rules of area integrity that read audit_logs, by severity; max_rows a rule, null for all. Only reads.';
revoke all on function ops.check_audit(integer) from public;
grant execute on function ops.check_audit(integer) to ops_reader;
