-- How the rows that reservations touch are called.
select ops._define_subject('public.lots', 'lot', 't.lot_number');
select ops._define_subject(
    'public.incoming_stock', 'incoming', $$coalesce(t.invoice_number, t.quality || ' ' || t.color)$$
);
select ops._define_subject('public.reservations', 'reservation', 't.reservation_number');
select ops._define_subject('public.reservation_lines', 'line', $$t.quality || ' ' || t.color$$);

-- the counter triggers of the lines
select ops._define_collateral('public.reservation_lines', 'lot_id', 'public.lots');
select ops._define_collateral('public.reservation_lines', 'incoming_stock_id', 'public.incoming_stock');
