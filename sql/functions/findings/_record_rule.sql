-- Runs one rule and remembers what changed since it last ran.
create or replace function ops._record_rule(area text, rule text)
returns ops.recorded
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_state ops.rule_state;
    v_rows ops.violation[];
    v_out ops.recorded;
    v_started timestamptz := clock_timestamp();
begin
    -- two recorders of one rule would each write what the other has just written
    perform pg_advisory_xact_lock(hashtextextended('ops:record:' || rule, 0));
    select s.* into v_state from ops._rule_states(_record_rule.area) as s where s.rule = _record_rule.rule;
    v_rows := array(select v from ops._run_rule(v_state, 1000) as v);
    v_out.rule := rule;
    select case
            when v_state.state = 'disabled' then 'disabled'
            when v_state.state = 'skipped' then case when bool_or(v.status = 'violation') then 'lost' else 'skipped' end
            when bool_or(v.status = 'unknown') then 'unknown'
            when count(v.rule) > 0 then 'broken'
            else 'clean'
        end,
        coalesce(sum(case v.status when 'violation' then 1 when 'more' then (v.detail ->> 'rows')::bigint end), 0),
        coalesce(sum(v.size), 0)
    into v_out.state, v_out.rows, v_out.metres
    from unnest(v_rows) as v;
    v_out.seconds := round(extract(epoch from clock_timestamp() - v_started), 3);
    v_out.resolved := ops._resolve_gone(rule, v_out.state, v_rows);
    select r.appeared, r.changed into v_out.appeared, v_out.changed
        from ops._remember_rows(v_state, v_out.state, v_rows) as r;
    if v_out.state in ('clean', 'broken') then
        perform ops._note_coverage(rule);
    end if;
    perform ops._note_total(v_out, (select v.message from unnest(v_rows) as v where v.status = 'unknown'
        or v_out.state = 'lost' limit 1));
    if v_out.appeared + v_out.changed + v_out.resolved > 0 then
        perform ops._notify('findings.changed', jsonb_build_object('area', area, 'rule', rule, 'state', v_out.state,
            'rows', v_out.rows, 'appeared', v_out.appeared, 'resolved', v_out.resolved));
    end if;
    return v_out;
end
$$;
comment on function ops._record_rule(text, text) is 'Totals of the rule and how many findings were written. Rows that stay as they are cost no write.';
revoke all on function ops._record_rule(text, text) from public;
