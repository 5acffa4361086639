-- What the dashboard and the inventory page ask for.
create or replace function public.get_dashboard_stats()
returns jsonb
language sql
stable
security definer
set search_path = public
as $$
    select jsonb_build_object(
        'total_lots', (select count(*) from public.lots where status = 'in_stock'),
        'total_meters', (
            select coalesce(sum(meters), 0) from public.lots where status = 'in_stock'
        ),
        'total_rolls', (
            select coalesce(sum(roll_count), 0) from public.lots where status = 'in_stock'
        ),
        'total_reserved', (
            select coalesce(sum(reserved_meters), 0) from public.lots where status = 'in_stock'
        ),
        'total_incoming', (
            select coalesce(sum(expected_meters - received_meters), 0)
            from public.incoming_stock
            where status in ('pending_inbound', 'partially_received')
        ),
        'total_incoming_reserved', (
            select coalesce(sum(reserved_meters), 0)
            from public.incoming_stock
            where status in ('pending_inbound', 'partially_received')
        ),
        'active_reservations', (
            select count(*) from public.reservations where status = 'active'
        ),
        'open_orders', (select count(*) from public.orders where fulfilled_at is null)
    )
$$;

-- Reserved metres here are those of active reservations, not the stored counters.
create or replace function public.get_inventory_with_reservations()
returns table (
    quality text,
    color text,
    total_meters numeric,
    reserved_meters numeric,
    available_meters numeric
)
language sql
stable
security definer
set search_path = public
as $$
    with
    stock as (
        select l.quality, l.color, sum(l.meters) as meters
        from public.lots as l
        where l.status = 'in_stock'
        group by l.quality, l.color
    ),

    held as (
        select n.quality, n.color, sum(n.reserved_meters) as meters
        from public.reservation_lines as n
        join public.reservations as r
            on r.id = n.reservation_id
        where r.status = 'active' and n.scope = 'INVENTORY'
        group by n.quality, n.color
    )

    select
        s.quality,
        s.color,
        s.meters,
        coalesce(h.meters, 0),
        s.meters - coalesce(h.meters, 0)
    from stock as s
    left join held as h
        on h.quality = s.quality and h.color = s.color
    order by s.quality, s.color
$$;

create or replace function public.get_inventory_pivot_summary()
returns table (
    normalized_quality text,
    color text,
    lot_count bigint,
    roll_count bigint,
    available_meters numeric,
    reserved_meters numeric
)
language sql
stable
security definer
set search_path = public
as $$
    with
    -- Once a label, not once a roll: normalising asks the database.
    names as (
        select q.quality, public.normalize_quality(q.quality) as normalized
        from (
            select l.quality from public.lots as l
            union
            select n.quality from public.reservation_lines as n
        ) as q
    ),

    stock as (
        select
            l.quality, l.color, count(distinct l.id) as lots, count(*) as rolls,
            sum(r.meters) as meters
        from public.lots as l
        join public.rolls as r
            on r.lot_id = l.id
        where l.status = 'in_stock' and r.status = 'available'
        group by l.quality, l.color
    ),

    held as (
        select n.quality, n.color, sum(n.reserved_meters) as meters
        from public.reservation_lines as n
        join public.reservations as v
            on v.id = n.reservation_id
        where v.status = 'active' and n.scope = 'INVENTORY'
        group by n.quality, n.color
    )

    select
        m.normalized,
        coalesce(s.color, h.color),
        coalesce(sum(s.lots), 0)::bigint,
        coalesce(sum(s.rolls), 0)::bigint,
        coalesce(sum(s.meters), 0),
        coalesce(sum(h.meters), 0)
    from stock as s
    full join held as h
        on h.quality = s.quality and h.color = s.color
    join names as m
        on m.quality = coalesce(s.quality, h.quality)
    group by 1, 2
    order by 1, 2
$$;
