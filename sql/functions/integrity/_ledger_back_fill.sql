-- The ledger rows that the fulfilment of an order should have left behind.
create or replace function ops._ledger_back_fill(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with shipment as (
            select u.id as roll_id, min(o.id::text)::uuid as order_id, count(*) as orders
            from public.orders as o
            join public.order_lots as c
                on c.order_id = o.id
            cross join lateral ops._uuids(c.selected_roll_ids) as u
            where o.fulfilled_at is not null
                and o.status is distinct from 'cancelled'
                and u.id = any (keys::uuid[])
            group by u.id
        )
        select jsonb_build_object('id', r.id), 'public.inventory_transactions', jsonb_build_object('id', n.id), 'insert',
            null::jsonb,
            jsonb_build_object(
                'id', n.id, 'created_at', o.fulfilled_at::text, 'created_by', o.fulfilled_by, 'roll_id', r.id,
                'transaction_type', 'ORDER_FULFILLMENT', 'quantity_change', (-r.meters)::text, 'unit', 'meters',
                'source_type', 'order', 'source_id', o.id, 'source_identifier', o.order_number,
                'notes', 'entered afterwards: the fulfilment left no row'
            ),
            format('ledger: -%s m by order %s, dated %s', r.meters, o.order_number, o.fulfilled_at::date)
        from shipment as s
        join public.rolls as r
            on r.id = s.roll_id
        join public.orders as o
            on o.id = s.order_id
        -- tied to the roll, so that each gets an id of its own
        cross join lateral (select gen_random_uuid() as id where r.id is not null) as n
        where s.orders = 1;
end
$$;
comment on function ops._ledger_back_fill(text[]) is 'One ORDER_FULFILLMENT row for each of these rolls that exactly one fulfilled order names.';
revoke all on function ops._ledger_back_fill(text[]) from public;
