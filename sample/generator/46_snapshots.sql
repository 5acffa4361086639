-- Two weeks of daily snapshots whose breakdowns add up to their totals; today's once its hour has come.
create function sample.fill_snapshots()
returns void
language plpgsql
volatile
as $$
declare
    run constant sample.generation := (select g from sample.generation as g);
    stock record;
begin
    select
        count(*) as lots, sum(l.roll_count) as rolls, sum(l.meters) as metres,
        sum(l.reserved_meters) as reserved,
        (
            select jsonb_object_agg(q.quality, q.metres)
            from (select quality, sum(meters) as metres from public.lots group by quality) as q
        ) as by_quality,
        (
            select jsonb_object_agg(c.color, c.metres)
            from (select color, sum(meters) as metres from public.lots group by color) as c
        ) as by_color,
        (
            select jsonb_object_agg(s.status, s.metres)
            from (select status, sum(meters) as metres from public.lots group by status) as s
        ) as by_status
    into stock
    from public.lots as l;

    insert into public.inventory_snapshots (
        snapshot_date, total_lots, total_rolls, total_meters, total_reserved_meters,
        total_available_meters, by_status, by_quality, by_color, created_at
    )
    select
        (run.today - interval '1 day' * n)::date, stock.lots, stock.rolls, stock.metres,
        stock.reserved, stock.metres - stock.reserved, stock.by_status, stock.by_quality,
        stock.by_color, run.today - interval '1 day' * n + interval '21 hours'
    from generate_series(case when now() < run.today + interval '21 hours' then 1 else 0 end, 14) as n;

    insert into public.order_snapshots (
        snapshot_date, total_orders, open_orders, fulfilled_orders, by_status, created_at
    )
    select
        (run.today - interval '1 day' * n)::date, o.orders, o.orders - o.fulfilled, o.fulfilled,
        o.by_status, run.today - interval '1 day' * n + interval '21 hours'
    from generate_series(case when now() < run.today + interval '21 hours' then 1 else 0 end, 14) as n
    cross join (
        select
            coalesce(sum(s.orders), 0) as orders, coalesce(sum(s.fulfilled), 0) as fulfilled,
            coalesce(jsonb_object_agg(s.status, s.orders), '{}') as by_status
        from (
            select status, count(*) as orders, count(fulfilled_at) as fulfilled
            from public.orders
            group by status
        ) as s
    ) as o;

    insert into public.reservation_snapshots (
        snapshot_date, total_reservations, active_reservations, total_reserved_meters, by_status,
        created_at
    )
    select
        (run.today - interval '1 day' * n)::date, r.reservations, r.active, stock.reserved,
        r.by_status, run.today - interval '1 day' * n + interval '21 hours'
    from generate_series(case when now() < run.today + interval '21 hours' then 1 else 0 end, 14) as n
    cross join (
        select
            coalesce(sum(s.reservations), 0) as reservations,
            coalesce(sum(s.reservations) filter (where s.status = 'active'), 0) as active,
            coalesce(jsonb_object_agg(s.status, s.reservations), '{}') as by_status
        from (
            select status, count(*) as reservations from public.reservations group by status
        ) as s
    ) as r;

    insert into public.snapshot_settings (last_snapshot_at, last_snapshot_status)
    select max(s.created_at), 'success' from public.inventory_snapshots as s;
end
$$;
