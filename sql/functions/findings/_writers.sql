-- Causes that exactly one place of the application can bring about, and what stops it there.
create or replace function ops._writers()
returns table (rule text, cause text, writer text, guard text)
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    values
        ('lot_reserved_meters', 'moved_line', 'the update trigger of reservation_lines',
            'its WHEN looks at reserved_meters and scope only: add lot_id and incoming_stock_id'),
        ('incoming_reserved_meters', 'moved_line', 'the update trigger of reservation_lines',
            'its WHEN looks at reserved_meters and scope only: add lot_id and incoming_stock_id'),
        ('lot_reserved_meters', 'runbook_fix', 'the old runbook''s UPDATE of lots',
            'take it out of every script and note: select * from ops.repair_reservations() does it safely'),
        ('stale_reservation_lines', 'converted_fulfilled', 'ReservationConvertDialog',
            'it converts and leaves the lines; it must delete them when the order is fulfilled')
$$;
comment on function ops._writers() is 'One row a rule and cause with one possible writer. A cause with several writers is not here and names none.';
revoke all on function ops._writers() from public;
