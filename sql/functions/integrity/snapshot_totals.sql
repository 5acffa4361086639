-- Daily snapshots whose totals are not those of their own breakdowns.
create or replace function ops.snapshot_totals(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with taken as (
            select 'public.inventory_snapshots' as subject, 'stock' as noun, s.id, s.snapshot_date, v.*
            from public.inventory_snapshots as s
            cross join lateral (
                values ('total_available_meters', s.total_available_meters, s.total_meters - s.total_reserved_meters),
                    ('total_meters by status', s.total_meters, ops._json_metres(s.by_status)),
                    ('total_meters by quality', s.total_meters, ops._json_metres(s.by_quality)),
                    ('total_meters by color', s.total_meters, ops._json_metres(s.by_color)),
                    ('total_meters by lot', s.total_meters, ops._json_metres(s.lot_details)),
                    -- the reader of the rows stops at a thousand
                    ('total_lots', s.total_lots, case when s.total_lots = 1000 then (
                        select greatest(count(*), 1000) from public.lots as l where l.created_at < s.created_at) end)
            ) as v (total, stored, due)
            union all
            select 'public.order_snapshots', 'orders', s.id, s.snapshot_date, 'total_orders by status', s.total_orders,
                ops._json_metres(s.by_status)
            from public.order_snapshots as s
            union all
            select 'public.reservation_snapshots', 'reservations', s.id, s.snapshot_date, 'total_reservations by status',
                s.total_reservations, ops._json_metres(s.by_status)
            from public.reservation_snapshots as s
        )
        select t.subject,
            jsonb_build_object('id', t.id),
            left(format('snapshot of %s, %s: %s', t.snapshot_date, t.noun,
                string_agg(format('%s %s, should be %s', t.total, trim_scale(t.stored), trim_scale(t.due)), '; '
                    order by t.total)), 100),
            null::text,
            jsonb_object_agg(t.total, t.due::text),
            jsonb_object_agg(t.total, t.stored::text),
            null::numeric,
            jsonb_build_object('date', t.snapshot_date),
            null::text
        from taken as t
        where abs(t.stored - t.due) > 0.01 and (keys is null or t.id = any (keys::uuid[]))
        group by t.subject, t.noun, t.id, t.snapshot_date;
end
$$;
comment on function ops.snapshot_totals(text[]) is 'Available = total minus reserved; breakdowns add up to their total, to a centimetre; exactly 1000 lots where more existed by then. Empty breakdowns and unknown shapes are not judged.';
revoke all on function ops.snapshot_totals(text[]) from public;
select ops._define_rule(
    name => 'snapshot_totals',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A day''s snapshot adds up to its own totals',
    why => 'Trends are drawn through days that were cut off or written half; they cannot be taken again.',
    repair_class => 'report',
    reads => '{"public.inventory_snapshots": ["id", "snapshot_date", "total_lots", "total_meters",
        "total_reserved_meters",
            "total_available_meters", "by_status", "by_quality", "by_color", "lot_details", "created_at"],
        "public.order_snapshots": ["id", "snapshot_date", "total_orders", "by_status"],
        "public.reservation_snapshots": ["id", "snapshot_date", "total_reservations", "by_status"],
        "public.lots": ["created_at"]}'
);
