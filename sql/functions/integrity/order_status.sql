-- Orders whose state, outcome and stamps contradict each other.
create or replace function ops.order_status(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_advisory constant boolean := ops._threshold('order_status', 'behind', 0) > 0; -- once, not once a row
begin
    return query
        select 'public.orders',
            jsonb_build_object('id', w.id),
            left(format('order %s is %s: %s', w.order_number, coalesce(w.status, 'without a state'), w.what), 100),
            null::text,
            case
                when w.fulfilled_at is not null then jsonb_build_object('status', 'fulfilled',
                    'fulfillment_outcome', coalesce(nullif(w.fulfillment_outcome, 'cancelled'), 'complete'))
                when w.is_closed then jsonb_build_object('status', w.status,
                    'fulfillment_outcome', case when w.status in ('cancelled') then 'cancelled' end)
            end,
            jsonb_build_object('status', w.status, 'fulfillment_outcome', w.fulfillment_outcome),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('fulfilled_at', w.fulfilled_at, 'picked_at', w.picked_at,
                'shipped_at', w.shipped_at, 'delivered_at', w.delivered_at, 'invoiced_at', w.invoiced_at)),
            null::text
        from (
            select o.*, s.is_closed, case
                when o.fulfilled_at is null and s.rank >= 5 then 'never fulfilled'
                when s.is_closed then 'outcome ' || o.fulfillment_outcome || ', never fulfilled'
                when o.fulfilled_at is not null and o.status in ('cancelled') then 'was fulfilled'
                when o.fulfilled_at is not null and o.fulfillment_outcome in ('cancelled')
                    then 'outcome cancelled, was fulfilled'
                when o.fulfillment_outcome in ('cancelled') and o.status is distinct from 'cancelled'
                    then 'outcome cancelled'
                when s.reached > s.rank
                    then 'was ' || (array['picked', 'shipped', 'delivered', 'invoiced'])[s.reached - 3]
                when v_advisory and o.fulfilled_at is not null and coalesce(s.rank, 0) <= 4 then 'was fulfilled'
            end as what
            from public.orders as o
            cross join lateral (
                select
                    array_position(array['draft', 'confirmed', 'reserved', 'picking', 'shipped', 'delivered', 'invoiced',
                        'fulfilled'], o.status) as rank,
                    case when o.invoiced_at is not null then 7 when o.delivered_at is not null then 6
                        when o.shipped_at is not null then 5 when o.picked_at is not null then 4 end as reached,
                    o.fulfilled_at is null and o.fulfillment_outcome in ('complete', 'partial_closed') as is_closed
            ) as s
            where keys is null or o.id = any (keys::uuid[])
        ) as w
        where w.what is not null;
end
$$;
comment on function ops.order_status(text[]) is 'fulfilled_at is the truth: the screens write no state. Threshold: behind (0); 1 also lists fulfilled orders whose state was never moved on, which is every order of the screens.';
revoke all on function ops.order_status(text[]) from public;
select ops._define_rule(
    name => 'order_status',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'An order''s state and outcome do not contradict its fulfilment and its stamps',
    why => 'A cancelled order that went out is not invoiced, a delivered one that was never fulfilled keeps its rolls.',
    repair_class => 'decide',
    turn => 70,
    choices => '[{"choice": "follow_fulfilment", "what": "state and outcome become what fulfilled_at says; where it says nothing the order is left to a person",
        "changes": "ops._order_status_follow"}]',
    reads => '{"public.orders": ["id", "order_number", "status", "fulfillment_outcome", "fulfilled_at", "picked_at",
        "shipped_at", "delivered_at", "invoiced_at"]}'
);
