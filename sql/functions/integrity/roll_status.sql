-- Rolls whose status contradicts the orders that name them.
create or replace function ops.roll_status(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_settled constant timestamptz := ops.now() - ops._settle_seconds('roll_status');
    v_rolls constant uuid[] := coalesce(keys::uuid[], array(select w.id from ops._contradicted_rolls() as w (id)));
    -- of a few it pays to look for their lists; comparing every list with many costs more than it spares
    v_few constant text[] := case when cardinality(v_rolls) <= 100 then v_rolls::text[] end;
begin
    if cardinality(v_rolls) = 0 then
        return;
    end if;
    return query
        with claim as (
            select u.id as roll_id,
                count(*) filter (where o.fulfilled_at is null and o.status is distinct from 'cancelled') as open,
                count(*) filter (where o.fulfilled_at is not null and o.status is distinct from 'cancelled') as fulfilled,
                count(*) filter (where o.status = 'cancelled') as cancelled,
                count(*) filter (where o.fulfilled_at is not null and o.status = 'cancelled') as returned,
                min(o.order_number) as order_number,
                max(o.updated_at) as written_at
            from public.order_lots as c
            join public.orders as o
                on o.id = c.order_id
            cross join lateral ops._uuids(c.selected_roll_ids) as u
            -- no index helps to find a roll in a list: this spares the joins, and collation C a slow lower()
            where coalesce(string_to_array(lower(replace(c.selected_roll_ids, ' ', '') collate "C"), ',') && v_few, true)
            group by u.id
        ),
        wrong as (
            select r.*, e.status as due, coalesce(c.open, 0) + coalesce(c.fulfilled, 0) as claims,
                c.cancelled, c.fulfilled, c.returned, c.order_number, c.written_at
            from public.rolls as r
            left join claim as c
                on c.roll_id = r.id
            cross join lateral (
                select ops._claimed_status(
                    case when c.open > 0 or c.fulfilled > 0 then c.fulfilled > 0 end, r.status
                ) as status
            ) as e
            where r.id = any (v_rolls) and r.status <> e.status
        ),
        judged as (
            select w.*,
                case
                    when w.claims > 1 or w.returned > 0 or w.status = 'fulfilled' then 'ambiguous'
                    when w.claims = 0 and w.cancelled > 0 then 'cancelled_order'
                    when w.fulfilled > 0 and exists (
                        select from public.inventory_transactions as t
                        where t.roll_id = w.id and t.transaction_type = 'ORDER_FULFILLMENT'
                    ) then 'half_fulfilled'
                    else 'unknown'
                end as cause,
                coalesce(w.written_at > v_settled, false) as unsettled
            from wrong as w
        )
        select 'public.rolls',
            jsonb_build_object('id', j.id),
            left(format('lot %s, roll %s of %s m: status %s, should be %s%s', l.lot_number, j."position", j.meters,
                j.status, j.due, ' by order ' || j.order_number), 100),
            j.cause,
            case when j.cause <> 'ambiguous' and not j.unsettled then jsonb_build_object('status', j.due) end,
            jsonb_build_object('status', j.status),
            j.meters,
            jsonb_strip_nulls(jsonb_build_object(
                'lot_id', j.lot_id, 'order', j.order_number, 'orders', j.claims, 'unsettled', nullif(j.unsettled, false)
            )),
            null::text
        from judged as j
        join public.lots as l
            on l.id = j.lot_id;
end
$$;
comment on function ops.roll_status(text[]) is 'Status by the orders that name the roll: fulfilled, else allocated, else available. A fulfilled roll that no live order names keeps its status. Several orders, an order fulfilled and then cancelled, and a fulfilled roll of an open order are left to a person.';
revoke all on function ops.roll_status(text[]) from public;
select ops._define_rule(
    name => 'roll_status',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A roll is fulfilled, allocated or available as the orders that name it say',
    why => 'An available roll of an open order is sold twice; an allocated one without an order is never sold.',
    repair_class => 'lock',
    causes => array['cancelled_order', 'half_fulfilled'],
    turn => 10,
    reads => '{"public.rolls": ["id", "lot_id", "meters", "position", "status"],
        "public.lots": ["id", "lot_number"],
        "public.order_lots": ["order_id", "selected_roll_ids"],
        "public.orders": ["id", "order_number", "status", "fulfilled_at", "updated_at"],
        "public.inventory_transactions": ["roll_id", "transaction_type"]}'
);
