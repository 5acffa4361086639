-- All that the status page, the report and the metrics show, assembled once.
create or replace function ops.status_page(days integer default 30)
returns jsonb
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set jit = off
as $$
declare
    v_zone text := ops.setting('time_zone');
    v_areas jsonb;
begin
    perform ops._require_days(days);
    v_areas := ops._page_areas(days, v_zone);
    return jsonb_build_object(
        'made_at', ops._page_time(ops.now(), v_zone), 'zone', v_zone, 'from', ops.today() - days + 1, 'to', ops.today(),
        'release', ops.version(), 'database', current_database(),
        'armed', (select jsonb_build_object('state', a.state, 'detail', a.detail) from ops.armed() as a),
        'verdict', ops._page_verdict(v_areas),
        'areas', v_areas,
        'rules', ops._page_rules(v_zone),
        'incidents', ops._page_incidents(false, days, v_zone),
        'resolved_incidents', ops._page_incidents(true, days, v_zone),
        'repairs', ops._page_repairs(days, v_zone),
        'growth', ops._page_growth(days, v_zone),
        'jobs', ops._page_jobs(v_zone),
        'totals', ops._page_totals()
    );
end
$$;
comment on function ops.status_page(integer) is 'One object: areas with their history, rules, incidents with clocks, repairs, growth, jobs, totals. Times are the application''s, with their offset. OP005 when days is not 1 to 366.';
revoke all on function ops.status_page(integer) from public;
grant execute on function ops.status_page(integer) to ops_reader;
