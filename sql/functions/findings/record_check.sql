-- Runs the rules of an area one by one and remembers what changed.
create or replace function ops.record_check(area text)
returns setof ops.recorded
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_rule text;
    v_one ops.recorded;
    v_rows bigint := 0;
    v_changes integer := 0;
begin
    perform ops._require_area(area);
    for v_rule in select r.name from ops.rule as r where r.area = record_check.area order by r.severity, r.name loop
        v_one := ops._record_rule(area, v_rule);
        v_rows := v_rows + v_one.rows;
        v_changes := v_changes + v_one.appeared + v_one.changed + v_one.resolved;
        return next v_one;
    end loop;
    perform ops._open_for_findings(area, ops.setting('incident_severity'));
    raise notice '%: % broken rows, % findings written · next: select * from ops.open_finding', area, v_rows, v_changes;
end
$$;
comment on function ops.record_check(text) is 'One row a rule. Writes findings that appeared, changed or went, totals that changed, and opens incidents from incident_severity on. OP001 for an unknown area.';
revoke all on function ops.record_check(text) from public;
grant execute on function ops.record_check(text) to ops_operator;
