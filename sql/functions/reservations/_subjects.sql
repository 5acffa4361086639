-- How the rows that reservations touch are called.
select ops._define_subject('public.lots', 'lot', 't.lot_number');
select ops._define_subject(
    'public.incoming_stock', 'incoming', $$coalesce(t.invoice_number, t.quality || ' ' || t.color)$$
);
select ops._define_subject('public.reservations', 'reservation', 't.reservation_number');
select ops._define_subject('public.reservation_lines', 'line', $$t.quality || ' ' || t.color$$);

select ops._define_subject('public.reservations', 'reservation', 't.reservation_number');
select ops._define_subject('ops.uncounted_reservation', 'reservation', 't.reservation_id::text', 'reservation_id');

-- whether a reservation counts is decided under its lock
select ops._define_collateral('ops.uncounted_reservation', 'reservation_id', 'public.reservations');
-- the counter triggers of the lines
select ops._define_collateral('public.reservation_lines', 'lot_id', 'public.lots', 'reserved_meters', 'reserved_meters');
select ops._define_collateral('public.reservation_lines', 'incoming_stock_id', 'public.incoming_stock', 'reserved_meters', 'reserved_meters');
