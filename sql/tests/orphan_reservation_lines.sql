-- Lines whose reservation, lot or delivery does not exist.
begin;
select plan(6);

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
    $$values ('P1', 'line Q-T-LOT ecru of 40.00 m: its reservation does not exist', current_setting('test.line'), 40.00)$$,
    'the orphan is reported exactly'
);
select results_eq($$select state, action from ops.repair_reservations(rule => 'orphan_reservation_lines')$$,
    $$values ('decide', null::text)$$, 'a person must choose');
select throws_ok(format('select * from ops.apply(%s, %L)', (select max(id) from ops.plan), 'test'), 'OP008', null, 'such a plan changes nothing');
select is((select count(*) from reservation_lines where id = current_setting('test.line')::uuid), 1::bigint, 'the line is still there');

select * from finish();
rollback;
