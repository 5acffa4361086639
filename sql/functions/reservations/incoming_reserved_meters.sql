-- What incoming_stock.reserved_meters should be: the metres of all lines that point at the delivery.
-- Inlinable: the check joins every delivery to it, so it pins no path and names everything in full.
create or replace function ops.incoming_reserved_meters(keys uuid[] default null)
returns table (key uuid, value numeric)
language sql
stable parallel safe
as $$
    select l.incoming_stock_id, pg_catalog.sum(l.reserved_meters)
    from public.reservation_lines as l
    where l.scope operator(pg_catalog.=) 'INCOMING'
        and (keys is null or l.incoming_stock_id operator(pg_catalog.=) any (keys))
        -- under the guard reservations that are over do not count; elsewhere there are none, which is asked once
        and (
            not exists (select from ops.uncounted_reservation)
            or not exists (
                select
                from ops.uncounted_reservation as u
                where u.reservation_id operator(pg_catalog.=) l.reservation_id
            )
        )
    group by l.incoming_stock_id
$$;
comment on function ops.incoming_reserved_meters(uuid[]) is 'Metres held on each expected delivery by the lines pointing at it (policy lines). The runbook forgets this scope.';
revoke all on function ops.incoming_reserved_meters(uuid[]) from public;
select ops._define_derived_value(
    name => 'incoming_reserved_meters',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A delivery''s reserved metres equal the sum of the lines that point at it',
    why => 'Too high: expected stock cannot be promised. Too low: it is promised twice before it arrives.',
    repair_class => 'lock',
    reads => '{"public.incoming_stock": ["id", "invoice_number", "reserved_meters", "quality", "color", "updated_at"],
        "public.reservation_lines": ["id", "reservation_id", "scope", "incoming_stock_id", "reserved_meters", "quality", "color", "created_at"],
        "public.reservations": ["id", "status", "updated_at", "canceled_at", "converted_at"]}',
    subject => 'public.incoming_stock',
    value_column => 'reserved_meters',
    otherwise => '0',
    unit => 'm',
    cause => 'ops._cause_incoming_reserved_meters',
    causes => array['moved_line', 'untracked_line', 'direct_write']
);
