-- Lines that name rolls which they cannot have.
begin;
select plan(20);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.two', sample.a_lot('T-TWO')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
insert into rolls (lot_id, meters, position) values (current_setting('test.lot')::uuid, 40, 1), (current_setting('test.lot')::uuid, 60, 2), (current_setting('test.two')::uuid, 100, 1);
select set_config('test.roll', (select id::text from rolls where meters = 40), true);
select set_config('test.line', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 20)::text, true);
select set_config('test.first', sample.a_line(current_setting('test.other')::uuid, current_setting('test.lot')::uuid, 30)::text, true);
update reservation_lines set created_at = now() - interval '1 hour' where id = current_setting('test.first')::uuid;
create function pg_temp.names(text) returns void language sql as $f$update reservation_lines set roll_ids = $1 where id = current_setting('test.line')::uuid$f$;
prepare wrong as select cause, size, detail ->> 'tokens' from ops.check_rule('reservation_roll_ids');
select is_empty('wrong', 'sound data says nothing');
select pg_temp.names('');
select is_empty('wrong', 'empty text means none');
select pg_temp.names(' , ,' || upper(current_setting('test.roll')) || ' ,');
select is_empty('wrong', 'a near miss says nothing: blanks around a roll of its own');
select pg_temp.names(current_setting('test.roll') || ',no. 7');
select results_eq('wrong', $$values ('malformed', 20.00, '["no. 7"]')$$, 'a token that is no id');
select is((select message from ops.check_rule('reservation_roll_ids')),
    format('reservation %s, line of 20.00 m: roll ids malformed', (select reservation_number from reservations where id = current_setting('test.res')::uuid)),
    'is told in words, with the number of its reservation');
select pg_temp.names('00000000-0000-4000-8000-000000000001');
select results_eq('wrong', $$values ('missing', 20.00, '["00000000-0000-4000-8000-000000000001"]')$$, 'a roll that does not exist');
select pg_temp.names((select id::text from rolls where meters = 100));
select results_eq($$select cause, severity from ops.check_rule('reservation_roll_ids')$$, $$values ('other_lot', 'P2')$$, 'a roll of another lot');
select pg_temp.names((select id::text from rolls where meters = 100) || ',x');
select results_eq($$select cause from ops.check_rule('reservation_roll_ids')$$, $$values ('ambiguous')$$, 'two faults at once');
select pg_temp.names(current_setting('test.roll'));
update reservation_lines set roll_ids = current_setting('test.roll') where id = current_setting('test.first')::uuid;
select results_eq($$select key ->> 'id', cause from ops.check_rule('reservation_roll_ids')$$, $$values (current_setting('test.line'), 'twice_active')$$, 'a roll of an earlier line: the later one is reported');
update reservations set status = 'converted', converted_at = now() where id = current_setting('test.other')::uuid;
select is_empty('wrong', 'one line for the order and one active are not two active');
update reservations set status = 'released', converted_at = null, canceled_at = now() where id = current_setting('test.res')::uuid;
update reservations set status = 'active', converted_at = null where id = current_setting('test.other')::uuid;
select is_empty('wrong', 'lines that are over are history');
update reservations set status = 'active', canceled_at = null where id = current_setting('test.res')::uuid;
select throws_ok($$select * from ops.repair_reservations(rule => 'reservation_roll_ids', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'reservation_roll_ids', choice => 'forget_rolls') where state = 'planned'$$, 'the plan says what forget_rolls does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'reservation_roll_ids', choice => 'forget_rolls', keys => array[current_setting('test.line')], reason => 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'forget_rolls is applied'
);
select is_empty($$select * from ops.check_rule('reservation_roll_ids')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'reservation_roll_ids', choice => 'forget_rolls', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');

select * from finish();
rollback;
