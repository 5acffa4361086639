-- Single rolls, orders and receipts, for tests that need them; written long enough ago to be settled.
create or replace function sample.a_roll(lot uuid, metres numeric, place integer, status text default 'available')
returns uuid
language sql
as $$
    insert into public.rolls (lot_id, meters, position, status)
    values (lot, metres, place, status)
    returning id
$$;

-- A lot of so many rolls, all of the same length.
create or replace function sample.a_lot_of_rolls(number text, rolls integer, metres numeric default 10)
returns uuid
language plpgsql
as $$
declare
    v_lot constant uuid := sample.a_lot(number, rolls * metres);
begin
    update public.lots set roll_count = rolls where id = v_lot;
    perform sample.a_roll(v_lot, metres, n) from generate_series(1, rolls) as n;
    return v_lot;
end
$$;

create or replace function sample.roll_of(lot uuid, place integer)
returns uuid
language sql
as $$
    select r.id from public.rolls as r where r.lot_id = lot and r.position = place order by r.id limit 1
$$;

create or replace function sample.an_order(
    number text, fulfilled boolean default false, status text default 'confirmed', age interval default '1 day'
)
returns uuid
language sql
as $$
    insert into public.orders (
        order_number, customer_name, created_by, status, fulfilled_at, fulfilled_by, created_at, updated_at
    )
    values (
        number, 'Fixture customer', sample.a_user(), status, case when fulfilled then now() - age end,
        case when fulfilled then sample.a_user() end, now() - age, now() - age
    )
    returning id
$$;

create or replace function sample.an_order_lot(order_id uuid, lot uuid, variadic rolls uuid[])
returns uuid
language sql
as $$
    insert into public.order_lots (
        order_id, lot_id, quality, color, roll_count, selected_roll_meters, selected_roll_ids
    )
    select an_order_lot.order_id, l.id, l.quality, l.color, cardinality(rolls),
        (select string_agg(r.meters::text, ',' order by w.place)
            from unnest(rolls) with ordinality as w (id, place) join public.rolls as r on r.id = w.id),
        array_to_string(rolls, ',')
    from public.lots as l
    where l.id = lot
    returning id
$$;

create or replace function sample.a_receipt(delivery uuid, lot uuid, metres numeric, age interval default '1 day')
returns uuid
language plpgsql
as $$
declare
    v_receipt uuid;
begin
    insert into public.goods_in_receipts (incoming_stock_id, received_at, received_by, created_at)
    values (delivery, now() - age, sample.a_user(), now() - age)
    returning id into v_receipt;
    insert into public.goods_in_rows (receipt_id, lot_id, quality, color, meters, created_at)
    select v_receipt, l.id, l.quality, l.color, metres, now() - age from public.lots as l where l.id = lot;
    return v_receipt;
end
$$;

create or replace function sample.a_ledger_row(roll uuid, source uuid, change numeric default null)
returns uuid
language sql
as $$
    insert into public.inventory_transactions (roll_id, transaction_type, quantity_change, source_type, source_id)
    select r.id, 'ORDER_FULFILLMENT', coalesce(change, -r.meters), 'order', source
    from public.rolls as r
    where r.id = roll
    returning id
$$;
