-- Writes the planned lots with their rolls, the goods on their way and the receipts.
create function sample.fill_lots()
returns void
language plpgsql
volatile
as $$
declare
    lot_salt constant text := sample.salt('lot');
    roll_salt constant text := sample.salt('roll');
    supplier_salt constant text := sample.salt('supplier');
    item_salt constant text := sample.salt('catalog_item');
begin
    insert into public.lots (
        id, lot_number, quality, color, meters, roll_count, entry_date, supplier_id, status,
        qr_code_url, invoice_number, warehouse_location, catalog_item_id, created_at
    )
    select
        l.id, k.number, sample.quality(l.item / 12), sample.color(l.item),
        r.meters, case when l.has_rolls then r.rolls else 1 end,
        l.created_at::date, sample.id(supplier_salt, l.item % 25),
        case when l.has_rolls or r.busy or l.n % 3 > 0 then 'in_stock' else 'out_of_stock' end
            ::public.stock_status,
        'https://wms.lotastro.example/qr/' || k.number,
        case when l.incoming_kind in ('partial', 'full') then 'INV-' || l.n end,
        chr(65 + (l.n % 8)::integer) || '-' || l.n % 40,
        case when l.n % 3 = 0 then sample.id(item_salt, l.item) end,
        l.created_at
    from sample.planned_lot as l
    cross join lateral (
        select 'L-' || extract(year from l.created_at) || '-' || sample.digits(l.n, 6) as number
    ) as k
    join (
        select
            p.lot_n, sum(p.meters) as meters, count(*)::integer as rolls,
            exists (select from sample.planned_line as n where n.lot_n = p.lot_n) as busy
        from sample.planned_roll as p
        group by p.lot_n
    ) as r
        on r.lot_n = l.n
    order by l.n;

    insert into public.rolls (id, lot_id, meters, position, status, created_at)
    select
        sample.id(roll_salt, p.lot_n * 1000 + p.position), l.id, p.meters,
        row_number() over (partition by p.lot_n order by p.position),
        case
            when p.order_n is null then 'available'
            when p.fulfilled then 'fulfilled'
            else 'allocated'
        end,
        l.created_at
    from sample.planned_roll as p
    join sample.planned_lot as l
        on l.n = p.lot_n
    where l.has_rolls
    order by p.lot_n, p.position;
end
$$;

-- An announcement carries the number of the lot that came of it; where goods are missing yet,
-- there is room for the lines that wait for them.
create function sample.fill_incoming()
returns void
language plpgsql
volatile
as $$
declare
    incoming_salt constant text := sample.salt('incoming');
    receipt_salt constant text := sample.salt('receipt');
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into public.incoming_stock (
        id, quality, color, expected_meters, supplier_id, created_by, invoice_number,
        expected_arrival_date, catalog_item_id, created_at
    )
    select
        sample.id(incoming_salt, l.n), sample.quality(l.item / 12), sample.color(l.item),
        case when l.incoming_kind = 'pending' then 0 else t.meters end
        + case
            when l.incoming_kind = 'full' then 0
            else coalesce(w.meters, 0) + 100 + l.n % 400
        end,
        sample.id(sample.salt('supplier'), l.item % 25), p.user_id, 'INV-' || l.n,
        case
            when l.incoming_kind = 'full' then l.created_at::date
            else (run.today + interval '1 day' * (2 + l.n % 40))::date
        end,
        case when l.n % 3 = 0 then sample.id(sample.salt('catalog_item'), l.item) end,
        l.created_at - interval '1 day' * (sample.open_day(a.days + 10 + l.n % 30) - a.days)
    from sample.planned_lot as l
    cross join lateral (select run.today::date - l.created_at::date as days) as a
    join sample.person as p
        on p.n = l.n % 3
    join lateral (
        select sum(r.meters) as meters from sample.planned_roll as r where r.lot_n = l.n
    ) as t
        on true
    left join (
        select n.incoming_n, sum(n.meters) as meters
        from sample.planned_line as n
        where n.incoming_n is not null
        group by n.incoming_n
    ) as w
        on w.incoming_n = l.n
    where l.incoming_kind is not null
    order by l.n;

    insert into public.goods_in_receipts (
        id, incoming_stock_id, received_at, received_by, created_at
    )
    select
        sample.id(receipt_salt, l.n), sample.id(incoming_salt, l.n), l.created_at, p.user_id,
        l.created_at
    from sample.planned_lot as l
    join sample.person as p
        on p.n = 3
    where l.incoming_kind in ('partial', 'full')
    order by l.n;

    insert into public.goods_in_rows (receipt_id, lot_id, quality, color, meters, created_at)
    select
        sample.id(receipt_salt, l.n), l.id, sample.quality(l.item / 12), sample.color(l.item),
        t.meters, l.created_at
    from sample.planned_lot as l
    join lateral (
        select sum(r.meters) as meters from sample.planned_roll as r where r.lot_n = l.n
    ) as t
        on true
    where l.incoming_kind in ('partial', 'full')
    order by l.n;

    update public.incoming_stock as i
    set received_meters = t.meters
    from sample.planned_lot as l
    join lateral (
        select sum(r.meters) as meters from sample.planned_roll as r where r.lot_n = l.n
    ) as t
        on true
    where i.id = sample.id(incoming_salt, l.n) and l.incoming_kind in ('partial', 'full');
end
$$;
