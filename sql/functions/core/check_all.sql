-- What every rule finds, within a time budget.
create or replace function ops.check_all(budget interval default '60 s', max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_states ops.rule_state[] := array(select s from ops._rule_states() as s);
    v_state ops.rule_state;
    v_rows ops.violation[] := array[]::ops.violation[];
    v_started timestamptz := clock_timestamp();
begin
    perform ops._require_max_rows(max_rows);
    if budget is null or budget <= interval '0' then
        perform ops._fail('OP005', format('budget cannot be %s', coalesce(budget::text, 'null')),
            'budget is the time after which no further rule is begun', 'select * from ops.check_all(budget => ''60 s'')');
    end if;
    foreach v_state in array v_states loop
        if clock_timestamp() - v_started < budget then
            v_rows := v_rows || array(select v from ops._run_rule(v_state, max_rows) as v);
        elsif v_state.state = 'ready' then
            v_rows := v_rows || ops._unknown(
                v_state.rule, v_state.severity, 'unknown', format('unknown: the budget of %s was used up', budget),
                jsonb_build_object('budget', budget), format('select * from ops.check_rule(%L)', v_state.rule)
            );
        end if;
    end loop;
    return query
        select v.* from unnest(v_rows) as v
        order by v.severity, v.status = 'more', v.size desc nulls last, v.rule, v.fingerprint;
    raise notice '%', ops._summary('all areas', v_states, v_rows, extract(epoch from clock_timestamp() - v_started), (
            -- where most is wrong at the worst severity
            select format('select * from ops.runbook_here(%L)', s.area)
            from unnest(v_rows) as v
            join unnest(v_states) as s
                on s.rule = v.rule
            where v.status in ('violation', 'more')
            group by v.severity, s.area
            order by v.severity, sum(case v.status when 'more' then (v.detail ->> 'rows')::bigint else 1 end) desc, s.area
            limit 1
        ));
end
$$;
comment on function ops.check_all(interval, integer) is 'Violations of all rules. The clock is looked at between rules; those not begun are rows with status unknown. OP005 for a bad budget or max_rows.';
revoke all on function ops.check_all(interval, integer) from public;
grant execute on function ops.check_all(interval, integer) to ops_reader;
