-- Readers read, operators repair, the application can do neither.
begin;
select plan(8);

select sample.a_lot('T-A');
update lots set reserved_meters = 11 where lot_number = 'T-A';
grant ops_reader, ops_operator to postgres;

set local role ops_reader;
select is((select count(*) from ops.check_reservations()), 1::bigint, 'a reader checks, though it cannot read the tables');
select throws_ok('select * from public.lots', '42501', null, 'which it cannot');
select throws_ok('select * from ops.repair_reservations()', '42501', null, 'and plans nothing');
set local role ops_operator;
select is((select count(*) from ops.repair_reservations(dry_run => false, reason => 'test') where state = 'applied'), 1::bigint, 'an operator repairs');
select is((select count(*) from ops.undo((select max(id) from ops.recent_run), 'test') where state = 'restored'), 1::bigint, 'and undoes');
select throws_ok('select ops.uninstall()', '42501', null, 'but does not uninstall');
select throws_ok($$update ops.change set rule = 'x'$$, '42501', null, 'nor edits the journal');
set local role authenticated;
select throws_ok('select * from ops.check_reservations()', '42501', null, 'the application''s users see nothing');

select * from finish();
rollback;
