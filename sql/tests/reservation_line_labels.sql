-- Lines that carry another quality or colour than the lot or delivery they are on.
begin;
select plan(19);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.inc', sample.a_delivery('T-INV')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.line', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 30)::text, true);
select set_config('test.coming', sample.an_incoming_line(current_setting('test.res')::uuid, current_setting('test.inc')::uuid, 20)::text, true);
select is_empty($$select * from ops.check_rule('reservation_line_labels')$$, 'sound data says nothing');
update lots set quality = ' q-t-lot', color = 'ECRU ' where lot_number = 'T-LOT';
update incoming_stock set quality = ' q-t-inv', color = 'ECRU ' where invoice_number = 'T-INV';
select is_empty($$select * from ops.check_rule('reservation_line_labels')$$, 'a near miss says nothing: case and blanks at the ends');
update lots set quality = 'NEW', color = 'ecru' where lot_number = 'T-LOT';
select results_eq(
    $$select severity, message, size, expected, observed from ops.check_rule('reservation_line_labels')$$,
    $$values ('P3', 'line Q-T-LOT ecru of 30.00 m is on lot T-LOT, which is NEW ecru', 30.00,
        '{"quality": "NEW", "color": "ecru"}'::jsonb, '{"quality": "Q-T-LOT", "color": "ecru"}'::jsonb)$$, 'a renamed lot''s line is reported exactly');
update incoming_stock set color = 'navy' where invoice_number = 'T-INV';
select results_eq($$select message from ops.check_rule('reservation_line_labels') where size = 20$$,
    $$values ('line Q-T-INV ecru of 20.00 m is on incoming T-INV, which is  q-t-inv navy')$$, 'so is a renamed delivery''s');
update lots set reserved_meters = 31 where lot_number = 'T-LOT';
select results_eq($$select state from ops.repair_reservations(rule => 'reservation_line_labels', choice => 'relabel', keys => array[current_setting('test.line')])$$,
    $$values ('decide')$$, 'while the counter is wrong the label is the trace of a move, and stays');
update lots set reserved_meters = 30 where lot_number = 'T-LOT';
select throws_ok($$select * from ops.repair_reservations(rule => 'reservation_line_labels', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'reservation_line_labels', choice => 'relabel') where state = 'planned'$$, 'the plan says what relabel does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'reservation_line_labels', choice => 'relabel', keys => array[current_setting('test.line'), current_setting('test.coming')], reason => 'test') group by state$$,
    $$values ('applied', 4::bigint)$$, 'relabel is applied'
);
select results_eq($$select quality, color, reserved_meters, created_at from reservation_lines order by reserved_meters$$,
    $$values (' q-t-inv', 'navy', 20.00, now()), ('NEW', 'ecru', 30.00, now())$$, 'the lines carry the new labels and are else as they were');
select is((select count(*) from ops.check_rule('incoming_reserved_meters')), 0::bigint, 'the delivery''s counter too');
select is_empty($$select * from ops.check_rule('reservation_line_labels')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'reservation_line_labels', choice => 'relabel', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
update lots set meters = 29 where lot_number = 'T-LOT';
select results_eq(
    $$select distinct state from ops.repair_reservations(dry_run => false, rule => 'reservation_line_labels', choice => 'relabel', keys => array[current_setting('test.line')], reason => 'too small')$$,
    $$values ('refused')$$, 'on a lot that is oversold the application takes no line back');
select set_eq($$select row from picture where kind = 'line'$$, $$select row from was where kind = 'line'$$, 'so that the line stays as it is');
select is((select reserved_meters from lots where lot_number = 'T-LOT'), 30.00, 'and its metres');

select * from finish();
rollback;
