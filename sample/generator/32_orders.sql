-- Writes the orders of converted reservations and the direct sales, and fulfils what was shipped.
create function sample.fill_orders()
returns void
language plpgsql
volatile
as $$
declare
    order_salt constant text := sample.salt('order');
    roll_salt constant text := sample.salt('roll');
    line_salt constant text := sample.salt('line');
    run constant sample.generation := (select g from sample.generation as g);
begin
    create temporary table planned_order on commit drop as
    select
        o.n, sample.id(order_salt, o.n) as id, o.created_at, o.fulfilled, p.user_id, o.deal
    from (
        select
            r.n, r.closed_at as created_at, r.kind = 'fulfilled' as fulfilled, r.person,
            case when r.n % 4 = 1 then sample.id('deal:' || line_salt, r.n) end as deal
        from sample.planned_reservation as r
        where r.kind in ('open', 'fulfilled')
        union all
        select
            -l.n,
            run.today + interval '11 hours'
            - interval '1 day' * (case when l.n % 20 = 3 then 6 + l.n % 50 else 1 + l.n % 5 end),
            l.n % 20 = 3,
            (l.n % 3)::integer,
            null
        from sample.planned_lot as l
        where l.sold_directly and l.has_rolls
    ) as o
    join sample.person as p
        on p.n = o.person;

    insert into public.orders (
        id, order_number, customer_name, created_by, fulfilled_by, fulfilled_at, status,
        fulfillment_outcome, crm_deal_id, created_at
    )
    select
        o.id,
        'ORD-' || to_char(o.created_at, 'YYYYMMDD') || case when o.n < 0 then '-D' else '-R' end
        || sample.digits(abs(o.n), 8),
        'Customer ' || abs(o.n) % 900, o.user_id,
        case when o.fulfilled then o.user_id end,
        case when o.fulfilled then o.created_at + interval '1 day' end,
        -- The screens never move an order on from confirmed: sound data says what is true.
        case when o.fulfilled and run.sound then 'fulfilled' else 'confirmed' end,
        case when o.fulfilled and run.sound then 'complete' end,
        o.deal, o.created_at
    from pg_temp.planned_order as o
    order by o.n;

    insert into public.order_lots (
        order_id, lot_id, quality, color, roll_count, selected_roll_meters, selected_roll_ids,
        created_at
    )
    select
        o.id, l.id, sample.quality(l.item / 12), sample.color(l.item), 1, p.meters::text,
        sample.id(roll_salt, p.lot_n * 1000 + p.position)::text, o.created_at
    from sample.planned_roll as p
    join pg_temp.planned_order as o
        on o.n = p.order_n
    join sample.planned_lot as l
        on l.n = p.lot_n
    order by o.n, l.n;

    -- The application subtracts what went out from the lot, and enters each roll in the ledger.
    update public.lots as l
    set meters = l.meters - f.meters, roll_count = l.roll_count - f.rolls
    from (
        select p.lot_n, sum(p.meters) as meters, count(*)::integer as rolls
        from sample.planned_roll as p
        where p.fulfilled
        group by p.lot_n
    ) as f
    join sample.planned_lot as s
        on s.n = f.lot_n
    where l.id = s.id;

    insert into public.inventory_transactions (
        created_at, created_by, roll_id, transaction_type, quantity_change, source_type, source_id,
        source_identifier
    )
    select
        o.created_at + interval '1 day', o.user_id,
        sample.id(roll_salt, p.lot_n * 1000 + p.position), 'ORDER_FULFILLMENT', -p.meters, 'order',
        o.id, v.order_number
    from sample.planned_roll as p
    join pg_temp.planned_order as o
        on o.n = p.order_n
    join public.orders as v
        on v.id = o.id
    where p.fulfilled
    order by o.n, p.lot_n;
    perform sample.audit_orders();
    drop table pg_temp.planned_order;
end
$$;
