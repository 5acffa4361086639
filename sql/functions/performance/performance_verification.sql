-- The lines of the resolution check of performance that the server's own numbers answer.
create or replace function ops.performance_verification()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_calls ops.baseline := ops._baseline('performance', 'statement_calls');
    v_ms ops.baseline := ops._baseline('performance', 'statement_ms');
    v_now record;
    v_mean numeric;
    v_before numeric := v_ms.value / nullif(v_calls.value, 0);
begin
    select max(m.value) filter (where m.measure = 'statement_calls') as calls,
        max(m.value) filter (where m.measure = 'statement_ms') as ms
    into v_now
    from ops._measures_performance() as m;
    v_mean := (v_now.ms - v_ms.value) / nullif(v_now.calls - v_calls.value, 0);
    return query select 'Query times return to baseline',
        case
            when v_now.calls is null or v_calls.value is null or v_now.calls < v_calls.value then 'unknown'
            when v_now.calls - v_calls.value < 100 then 'pending'
            when v_mean <= v_before * 1.2 then 'passed'
            else 'failed'
        end,
        case
            when v_now.calls is null then 'statements are not counted here, or hidden from us'
            when v_calls.value is null then 'no baseline to compare with'
            when v_now.calls < v_calls.value then 'the counters were reset since the baseline'
            when v_now.calls - v_calls.value < 100
                then format('%s calls since the baseline; pending until 100', v_now.calls - v_calls.value)
            else format('%s ms a call since the baseline, %s ms before it', round(v_mean, 2), round(v_before, 2))
        end,
        jsonb_build_object('calls', v_now.calls - v_calls.value, 'since', v_calls.taken_at),
        case
            when v_now.calls is null then 'select * from ops.doctor()'
            when v_calls.value is null or v_now.calls < v_calls.value
                then 'select * from ops.take_baseline(''performance'', ''why'')'
            when v_now.calls - v_calls.value < 100 then 'select * from ops.verify_performance()'
            when v_mean > v_before * 1.2 then 'select * from ops.check_performance()'
        end;
    return query select 'No timeout errors in logs', 'manual',
        'the server does not count statements that ran into their time limit; its log does: search "statement timeout"',
        jsonb_build_object('limit', ops.app_role_timeout()), 'Dashboard → Logs → Postgres';
end
$$;
comment on function ops.performance_verification() is
    'Mean time of a statement since the newest baseline against before it, and where time-outs are seen.';
revoke all on function ops.performance_verification() from public;
grant execute on function ops.performance_verification() to ops_reader;
