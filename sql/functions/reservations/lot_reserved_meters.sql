-- What lots.reserved_meters should be: the metres of all lines that point at the lot.
-- Inlinable: the check joins a million lots to it, so it pins no path and names everything in full.
create or replace function ops.lot_reserved_meters(keys uuid[] default null)
returns table (key uuid, value numeric)
language sql
stable parallel safe
as $$
    select l.lot_id, pg_catalog.sum(l.reserved_meters)
    from public.reservation_lines as l
    where l.scope operator(pg_catalog.=) 'INVENTORY'
        and (keys is null or l.lot_id operator(pg_catalog.=) any (keys))
        -- under the guard reservations that are over do not count; elsewhere there are none, which is asked once
        and (
            not exists (select from ops.uncounted_reservation)
            or not exists (
                select
                from ops.uncounted_reservation as u
                where u.reservation_id operator(pg_catalog.=) l.reservation_id
            )
        )
    group by l.lot_id
$$;
comment on function ops.lot_reserved_meters(uuid[]) is 'Metres held on each lot by the lines pointing at it, whatever the state of their reservation (policy lines). Runbook 6, steps 1 and 3; the runbook''s sum over active reservations makes counters negative at the next delete.';
revoke all on function ops.lot_reserved_meters(uuid[]) from public;
select ops._define_derived_value(
    name => 'lot_reserved_meters',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A lot''s reserved metres equal the sum of the lines that point at it',
    why => 'Too high: nobody can reserve stock that is free. Too low: the same metres are sold twice.',
    repair_class => 'lock',
    reads => '{"public.lots": ["id", "lot_number", "reserved_meters", "quality", "color", "updated_at"],
        "public.reservation_lines": ["id", "reservation_id", "scope", "lot_id", "reserved_meters", "quality", "color", "created_at"],
        "public.reservations": ["id", "status", "updated_at", "canceled_at", "converted_at"]}',
    subject => 'public.lots',
    value_column => 'reserved_meters',
    otherwise => '0',
    unit => 'm',
    cause => 'ops._cause_lot_reserved_meters',
    causes => array['moved_line', 'runbook_fix', 'untracked_line', 'direct_write']
);
