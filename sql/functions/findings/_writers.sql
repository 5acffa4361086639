-- Which place of the application brings a cause about, what of ours stops it there, and what would mend it.
create or replace function ops._writers()
returns table (rule text, cause text, writer text, guarded boolean, change text)
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- writer is null where several can do it: then none is named. A cause whose writer nobody can tell at all
    -- (a direct write, a load past the triggers) is not here.
    values
        ('lot_reserved_meters', 'moved_line', 'the update trigger of reservation_lines', true,
            'its WHEN looks at reserved_meters and scope only: add lot_id and incoming_stock_id'),
        ('incoming_reserved_meters', 'moved_line', 'the update trigger of reservation_lines', true,
            'its WHEN looks at reserved_meters and scope only: add lot_id and incoming_stock_id'),
        ('lot_reserved_meters', 'runbook_fix', 'the old runbook''s UPDATE of lots', false,
            'take it out of every script and note: select * from ops.repair_reservations() does it safely'),
        ('oversold_lots', 'converted_open', 'the old runbook''s UPDATE of lots', false,
            'take it out of every script and note: it gives away what open orders hold'),
        ('oversold_lots', 'oversold_race', 'the validator of reservation_lines', true,
            'it reads the lot without a lock: let it select the lot for update first'),
        ('oversold_lots', 'lowered_meters', null, false,
            'let edits of a lot (InventoryExcel, SQL) refuse metres below its reserved metres'),
        ('oversold_incoming', 'over_receipt', null, false,
            'ReceiveStockDialog and BatchReceiveDialog must move the promised lines from the delivery to the new lots'),
        ('stale_reservation_lines', 'released', null, true,
            'ReservationReleaseDialog and deal.cancelled of wms-webhook-receiver must delete the lines they release'),
        ('stale_reservation_lines', 'canceled', null, true,
            'the trigger that deletes the lines of a canceled reservation must stay on, also while data are loaded'),
        ('stale_reservation_lines', 'line_on_closed_reservation', 'the validator of reservation_lines', true,
            'it does not look at the reservation: let it refuse lines of one that is over'),
        ('stale_reservation_lines', 'converted_fulfilled', 'ReservationConvertDialog', true,
            'it converts and leaves the lines: it must delete them when the order is fulfilled'),
        ('stale_reservation_lines', 'converted_cancelled', null, true,
            'whoever cancels an order (deal.cancelled, a status edited) must delete the lines of its reservation'),
        ('stale_reservation_lines', 'converted_order_deleted', null, true,
            'whoever deletes an order must delete the lines of its reservation'),
        ('half_converted_reservations', 'lot_left_out', 'ReservationConvertDialog', false,
            'it looks at no error of its inserts: convert in one transaction, and one order line a lot'),
        ('half_converted_reservations', 'incoming_left_behind', 'ReservationConvertDialog', false,
            'it leaves incoming lines out: let it refuse, or leave the reservation active for them'),
        ('reservation_line_meters', 'full_quantity', 'lines_updated of wms-webhook-receiver', false,
            'it writes the whole quantity to each line of a quality and colour: share it out among them'),
        ('lot_status', 'order_approval', 'the approval in OrderQueue', false,
            'it empties every lot on the order: set out_of_stock only where no live roll is left'),
        ('lot_status', 'exhausted', 'the fulfilment in Orders.tsx', false,
            'it writes 0 metres, which no constraint allows, and looks at no error: set out_of_stock instead'),
        ('roll_status', 'half_fulfilled', 'the fulfilment in Orders.tsx', false,
            'its steps are separate calls and none is checked: fulfil in one function of the database'),
        ('roll_status', 'cancelled_order', null, false,
            'whoever cancels an order (deal.cancelled, an edit of its status) must free its rolls'),
        ('incoming_received_meters', 'stale_read', null, false,
            'ReceiveStockDialog and BatchReceiveDialog must add to received_meters, not write a sum they read before'),
        ('ocr_confidence_level', 'mixed_units', 'the re-run on the review page', false,
            'it compares a fraction with 85 and 60: multiply by 100 first'),
        ('audit_entity_presence', 'failed_reversal', 'the edge function reverse-audit-action', false,
            'it marks as reversed what it did not reverse: do both in one function of the database'),
        ('audit_unlinked_reversal', 'proven_reversal', 'the edge function reverse-audit-action', false,
            'it writes its row and the mark in two calls: do both in one function of the database')
$$;
comment on function ops._writers() is 'One row a rule and cause. writer: named only where exactly one place can do it. guarded: ops.set_policy(''reservations'', ''guard'') stops it. change: what to change in the application.';
revoke all on function ops._writers() from public;
