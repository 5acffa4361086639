-- What the rules of an area find, in one snapshot, ended by one line of summary.
create or replace function ops._check_area(area text, max_rows integer)
returns setof ops.violation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_states ops.rule_state[];
    v_rows ops.violation[];
    v_started timestamptz := clock_timestamp();
begin
    perform ops._require_max_rows(max_rows);
    v_states := array(select s from ops._rule_states(area) as s);
    v_rows := array(
        select v
        from unnest(v_states) with ordinality as s (rule, area, severity, state, why, place)
        cross join lateral ops._run_rule((s.rule, s.area, s.severity, s.state, s.why)::ops.rule_state, max_rows) as v
        order by v.severity, v.status = 'more', v.size desc nulls last, s.place, v.fingerprint
    );
    return query select v.* from unnest(v_rows) as v;
    raise notice '%', ops._summary(
        area, v_states, v_rows, extract(epoch from clock_timestamp() - v_started),
        ops._next_of_area(area, v_rows)
    );
end
$$;
comment on function ops._check_area(text, integer) is 'Violations of all rules of the area, by severity, then size.';
revoke all on function ops._check_area(text, integer) from public;
