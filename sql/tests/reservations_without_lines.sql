-- Active reservations that hold nothing.
begin;
select plan(15);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation('Ayşe')::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.other')::uuid, current_setting('test.lot')::uuid, 10);
select is_empty($$select * from ops.check_rule('reservations_without_lines')$$, 'a near miss says nothing: its lines may come with the next call');
update reservations set created_at = now() - interval '1 hour';
select results_eq(
    $$select severity, regexp_replace(message, 'RES[^ ]*', 'R'), size, key ->> 'id' from ops.check_rule('reservations_without_lines')$$,
    $$values ('P2', 'reservation R of Ayşe is active and has no lines', null::numeric, current_setting('test.res'))$$, 'an hour later it is reported exactly, the one with a line is not');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('reservations_without_lines', '{"seconds": 7200}', 'test');
select is_empty($$select * from ops.check_rule('reservations_without_lines')$$, 'the time to wait is a setting');
delete from ops.rule_setting;
update reservations set status = 'converted', converted_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('reservations_without_lines')$$, 'one that is not active says nothing');
update reservations set status = 'active', converted_at = null where id = current_setting('test.res')::uuid;
select throws_ok($$select * from ops.repair_reservations(rule => 'reservations_without_lines', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'reservations_without_lines', choice => 'cancel') where state = 'planned'$$, 'the plan says what cancel does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'reservations_without_lines', choice => 'cancel', keys => array[current_setting('test.res')], reason => 'test') group by state$$,
    $$values ('applied', 1::bigint)$$, 'cancel is applied'
);
select results_eq($$select status::text, cancel_reason::text from reservations where id = current_setting('test.res')::uuid$$,
    $$values ('canceled', 'incorrect_entry')$$, 'canceled as an incorrect entry');
select is_empty($$select * from ops.check_rule('reservations_without_lines')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'reservations_without_lines', choice => 'cancel', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
select is_empty($$select * from ops.check_rule('reservation_stamps')$$, 'and no stamp is wrong');

select * from finish();
rollback;
