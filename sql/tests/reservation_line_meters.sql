-- Lines whose metres are not those of the rolls they name.
begin;
select plan(20);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT', 300)::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
insert into rolls (lot_id, meters, position) values (current_setting('test.lot')::uuid, 20.005, 1), (current_setting('test.lot')::uuid, 30, 2), (current_setting('test.lot')::uuid, 250, 3);
select set_config('test.line', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 50.01)::text, true);
select set_config('test.two', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 50.01)::text, true);
update reservation_lines set roll_ids = (select string_agg(id::text, ', ') from rolls where position < 3) where id = current_setting('test.line')::uuid;
select is_empty($$select * from ops.check_rule('reservation_line_meters')$$, 'a near miss says nothing: half a centimetre, and a line without rolls');
update reservation_lines set reserved_meters = 80 where id = current_setting('test.line')::uuid;
select results_eq(
    $$select severity, regexp_replace(message, 'RES[^ ]*', 'R:'), cause, size, expected #>> '{}', observed #>> '{}' from ops.check_rule('reservation_line_meters')$$,
    $$values ('P2', 'reservation R: line of 80.00 m, its rolls have 50.01 m (+30.00)', 'unknown', 29.995, '50.005', '80.00')$$, 'the line is reported exactly');
update reservation_lines set reserved_meters = 80 where id = current_setting('test.two')::uuid;
select is((select cause from ops.check_rule('reservation_line_meters')), 'unknown', 'equal lines without a deal prove nothing');
update reservations set crm_deal_id = ' ' where id = current_setting('test.res')::uuid;
select is((select cause from ops.check_rule('reservation_line_meters')), 'unknown', 'nor with a blank one');
update reservations set crm_deal_id = 'd' where id = current_setting('test.res')::uuid;
select results_eq($$select cause, detail ->> 'deal' from ops.check_rule('reservation_line_meters')$$, $$values ('full_quantity', 'd')$$, 'from the CRM they are the whole quantity on every line');
update reservation_lines set color = 'navy' where id = current_setting('test.two')::uuid;
select is((select cause from ops.check_rule('reservation_line_meters')), 'unknown', 'of one article');
update reservation_lines set color = 'ecru', quality = 'other' where id = current_setting('test.two')::uuid;
select is((select cause from ops.check_rule('reservation_line_meters')), 'unknown', 'by quality and colour');
update reservation_lines set quality = 'Q-T-LOT', reserved_meters = 70 where id = current_setting('test.two')::uuid;
select is((select cause from ops.check_rule('reservation_line_meters')), 'unknown', 'and with the same metres');
delete from reservation_lines where id = current_setting('test.two')::uuid;
select is((select cause from ops.check_rule('reservation_line_meters')), 'unknown', 'one line alone is no flood');
update reservation_lines set roll_ids = roll_ids || ',00000000-0000-4000-8000-000000000001' where id = current_setting('test.line')::uuid;
select is_empty($$select * from ops.check_rule('reservation_line_meters')$$, 'a roll that does not exist is another rule''s matter');
update reservation_lines set roll_ids = (select string_agg(id::text, ', ') from rolls where position < 3) where id = current_setting('test.line')::uuid;
select throws_ok($$select * from ops.repair_reservations(rule => 'reservation_line_meters', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'reservation_line_meters', choice => 'as_rolls') where state = 'planned'$$, 'the plan says what as_rolls does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'reservation_line_meters', choice => 'as_rolls', keys => array[current_setting('test.line')], reason => 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'as_rolls is applied'
);
select results_eq($$select l.reserved_meters, t.reserved_meters from reservation_lines as l, lots as t$$, $$values (50.01, 50.01)$$, 'line and counter have the metres of the rolls');
select is_empty($$select * from ops.check_rule('reservation_line_meters')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'reservation_line_meters', choice => 'as_rolls', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');

select * from finish();
rollback;
