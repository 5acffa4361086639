-- Whether the application's own summaries say what its rolls and lines say.
create or replace function ops.inventory_agreement()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
-- both functions are the application's own, named here
-- @plpgsql_check_options: security_warnings = off
declare
    v_app numeric;
    v_ours numeric;
begin
    if to_regprocedure('public.get_inventory_pivot_summary()') is null then
        return query select 'Inventory page agrees with the rolls', 'unknown', 'the application has no get_inventory_pivot_summary() here',
            null::jsonb, null::text;
    else
        execute 'select sum(p.available_meters) from public.get_inventory_pivot_summary() as p' into v_app;
        select sum(r.meters) into v_ours
        from public.rolls as r
        join public.lots as l
            on l.id = r.lot_id
        where r.status::text = 'available' and l.status::text = 'in_stock';
        return query select 'Inventory page agrees with the rolls', case when abs(coalesce(v_app, 0) - coalesce(v_ours, 0)) <= 0.01 then 'passed' else 'failed' end,
            format('the page shows %s m available, the rolls hold %s m', ops._metres(coalesce(v_app, 0)), ops._metres(coalesce(v_ours, 0))),
            jsonb_build_object('page', v_app, 'rolls', v_ours),
            case when abs(coalesce(v_app, 0) - coalesce(v_ours, 0)) > 0.01 then 'select * from ops.check_integrity()' end;
    end if;
    if to_regprocedure('public.get_dashboard_stats()') is null then
        return query select 'Dashboard agrees with the lines', 'unknown', 'the application has no get_dashboard_stats() here', null::jsonb, null::text;
    else
        execute 'select (public.get_dashboard_stats() ->> ''total_reserved'')::numeric' into v_app;
        select sum(e.value) into v_ours
        from ops.lot_reserved_meters(null) as e
        join public.lots as l
            on l.id = e.key
        where l.status::text = 'in_stock';
        return query select 'Dashboard agrees with the lines', case when v_app = coalesce(v_ours, 0) then 'passed' else 'failed' end,
            format('the dashboard shows %s m reserved, the lines on lots in stock hold %s m', ops._metres(v_app), ops._metres(coalesce(v_ours, 0))),
            jsonb_build_object('dashboard', v_app, 'lines', v_ours),
            case when v_app <> coalesce(v_ours, 0) then 'select * from ops.repair_reservations()' end;
    end if;
end
$$;
comment on function ops.inventory_agreement() is 'Two lines: available metres of the inventory page against rolls, reserved metres of the dashboard against lines.';
revoke all on function ops.inventory_agreement() from public;
grant execute on function ops.inventory_agreement() to ops_operator;
