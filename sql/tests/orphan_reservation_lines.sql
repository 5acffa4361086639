-- Lines whose reservation, lot or delivery does not exist.
begin;
select plan(10);

select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.line', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 40)::text, true);
select is_empty($$select * from ops.check_rule('orphan_reservation_lines')$$, 'sound data says nothing');
update reservations set status = 'released' where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('orphan_reservation_lines')$$, 'a near miss says nothing: released, but there');

do $$
declare
    v_name text := (select conname from pg_constraint where conrelid = 'public.reservation_lines'::regclass and contype = 'f'
        and confrelid = 'public.reservations'::regclass);
begin
    execute format('alter table public.reservation_lines drop constraint %I', v_name);
end
$$;
delete from reservations where id = current_setting('test.res')::uuid;
select results_eq(
    $$select severity, message, key ->> 'id', size from ops.check_rule('orphan_reservation_lines')$$,
    $$values ('P1', 'line Q-T-LOT ecru of 40.00 m: no reservation exists for it', current_setting('test.line'), 40.00)$$,
    'the orphan is reported exactly'
);
select results_eq($$select state, action from ops.repair_reservations(rule => 'orphan_reservation_lines')$$,
    $$values ('decide', null::text)$$, 'a person must choose');
select throws_ok(format('select * from ops.apply(%s, %L)', (select max(id) from ops.plan), 'test'), 'OP008', null, 'such a plan changes nothing');
select is((select count(*) from reservation_lines where id = current_setting('test.line')::uuid), 1::bigint, 'the line is still there');

select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.in', sample.a_delivery('T-IN')::text, true);
select sample.an_incoming_line(current_setting('test.res')::uuid, current_setting('test.in')::uuid, 5);
select is((select count(*) from ops.check_rule('orphan_reservation_lines')), 1::bigint, 'a line on a delivery that exists is no orphan');
do $$
declare
    v_name text;
begin
    for v_name in select conname from pg_constraint where conrelid = 'public.reservation_lines'::regclass and contype = 'f' loop
        execute format('alter table public.reservation_lines drop constraint %I', v_name);
    end loop;
end
$$;
delete from incoming_stock where id = current_setting('test.in')::uuid;
select results_eq($$select message from ops.check_rule('orphan_reservation_lines') where size = 5$$,
    $$values ('line Q-T-IN ecru of 5.00 m: no delivery exists for it')$$, 'without the delivery it is');
delete from lots where id = current_setting('test.lot')::uuid;
select results_eq($$select message from ops.check_rule('orphan_reservation_lines') where size = 40$$,
    $$values ('line Q-T-LOT ecru of 40.00 m: no reservation and no lot exists for it')$$, 'a line may lack both');
select is((select count(*) from ops.orphan_reservation_lines(array[current_setting('test.line')])), 1::bigint, 'one key asks for one line');

select * from finish();
rollback;
