-- Deliveries whose received metres or status are not those of the goods booked in.
create or replace function ops.incoming_received_meters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_settled constant timestamptz := ops.now() - ops._settle_seconds('incoming_received_meters');
begin
    return query
        with booked as (
            select c.incoming_stock_id, sum(g.meters) as meters, max(g.created_at) as written_at
            from public.goods_in_receipts as c
            join public.goods_in_rows as g
                on g.receipt_id = c.id
            where keys is null or c.incoming_stock_id = any (keys::uuid[])
            group by c.incoming_stock_id
        ),
        wrong as materialized (
            select i.*, coalesce(b.meters, 0) as due, e.status as due_status,
                coalesce(b.written_at > v_settled, false) as unsettled
            from public.incoming_stock as i
            left join booked as b
                on b.incoming_stock_id = i.id
            cross join lateral (
                select case
                    when coalesce(b.meters, 0) >= i.expected_meters then 'fully_received'
                    when coalesce(b.meters, 0) > 0 then 'partially_received'
                    else 'pending_inbound'
                end as status
            ) as e
            where (i.received_meters <> coalesce(b.meters, 0) or i.status <> e.status)
                and (keys is null or i.id = any (keys::uuid[]))
        ),
        receipt as (
            select c.id, c.incoming_stock_id, c.received_at, sum(g.meters) as meters
            from wrong as w
            join public.goods_in_receipts as c
                on c.incoming_stock_id = w.id
            join public.goods_in_rows as g
                on g.receipt_id = c.id
            group by c.id
        ),
        stale as (
            -- the second of two receipts at a time wrote its sum without the first
            select distinct w.id
            from wrong as w
            join receipt as lost
                on lost.incoming_stock_id = w.id and lost.meters = w.due - w.received_meters
            join receipt as other
                on other.incoming_stock_id = w.id and other.id <> lost.id
            where abs(extract(epoch from ops._span(other.received_at, lost.received_at))) < 900
        )
        select 'public.incoming_stock',
            jsonb_build_object('id', w.id),
            left(format('incoming %s: %s m, %s; booked in %s of %s m, %s',
                coalesce(w.invoice_number, w.quality || ' ' || w.color), w.received_meters, w.status, w.due,
                w.expected_meters, w.due_status), 100),
            case when s.id is not null then 'stale_read' else 'unknown' end,
            -- a hundred million metres have no room in the column
            case when not w.unsettled and w.due < 1e8 then
                jsonb_build_object('received_meters', w.due::numeric(10, 2)::text, 'status', w.due_status) end,
            jsonb_build_object('received_meters', w.received_meters::text, 'status', w.status),
            abs(w.received_meters - w.due),
            jsonb_build_object('expected_meters', w.expected_meters, 'booked_in', w.due),
            null::text
        from wrong as w
        left join stale as s
            on s.id = w.id;
end
$$;
comment on function ops.incoming_received_meters(text[]) is 'Sum of the goods rows under the delivery''s receipts, and the status that follows from it. Both are written in one update: the app derives the status only then.';
revoke all on function ops.incoming_received_meters(text[]) from public;
select ops._define_rule(
    name => 'incoming_received_meters',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A delivery has received what was booked in for it, and its status says so',
    why => 'What is still to come is expected minus received: wrong, and metres are promised that never arrive.',
    repair_class => 'lock',
    causes => array['stale_read'],
    turn => 30,
    reads => '{"public.incoming_stock": ["id", "invoice_number", "quality", "color", "expected_meters",
        "received_meters", "status"],
        "public.goods_in_receipts": ["id", "incoming_stock_id", "received_at"],
        "public.goods_in_rows": ["receipt_id", "meters", "created_at"]}'
);
