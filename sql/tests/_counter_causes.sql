-- Why a counter drifted: what is named, and what is not, from what is left in the tables.
begin;
select plan(9);

select set_config('test.' || n, sample.a_lot('T-' || upper(n), 500)::text, true) from unnest(array['a', 'b', 'c']) as n;
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.one', sample.a_line(current_setting('test.res')::uuid, current_setting('test.a')::uuid, 30)::text, true);
select set_config('test.two', sample.a_line(current_setting('test.res')::uuid, current_setting('test.a')::uuid, 12)::text, true);
prepare causes as
select l.lot_number, v.cause from ops.check_rule('lot_reserved_meters') as v join lots as l on l.id::text = v.key ->> 'id' order by 1;

update reservation_lines set lot_id = current_setting('test.b')::uuid where id = current_setting('test.one')::uuid;
select results_eq('causes', $$values ('T-A', 'moved_line'), ('T-B', 'moved_line')$$, 'a moved line is named on both sides');
select results_eq($$select v.cause from ops._rule_hits('lot_reserved_meters', array[current_setting('test.b')]) as v$$, $$values ('moved_line')$$,
    'a look at one side alone finds the other');
update reservation_lines set lot_id = current_setting('test.c')::uuid where id = current_setting('test.two')::uuid;
select results_eq('causes', $$values ('T-A', 'moved_line'), ('T-B', 'moved_line'), ('T-C', 'moved_line')$$, 'two lines moved to two lots');
update lots set reserved_meters = reserved_meters + 3 where lot_number = 'T-A';
select results_eq('causes', $$values ('T-A', 'unknown'), ('T-B', 'moved_line'), ('T-C', 'moved_line')$$,
    'what was written to the giver besides makes it nobody''s cause; the takers are still named');
update lots set color = 'navy' where lot_number = 'T-A';
select results_eq('causes', $$values ('T-A', 'unknown'), ('T-B', 'unknown'), ('T-C', 'unknown')$$, 'without the label there is no second witness, and no write is claimed where a line lacks an origin');
update lots set color = 'ecru', reserved_meters = 0 where lot_number = 'T-A';
update lots set reserved_meters = 30 where lot_number = 'T-B';
update lots set reserved_meters = 12 where lot_number = 'T-C';

-- all in one transaction: whoever wrote the lot may have written anything else
update lots set reserved_meters = 20 where lot_number = 'T-A';
select results_eq('causes', $$values ('T-A', 'direct_write')$$, 'with the other counters right the stray lines speak of nothing more');
delete from reservation_lines;
update lots set reserved_meters = 0;
update lots set reserved_meters = 20 where lot_number = 'T-A';
select results_eq('causes', $$values ('T-A', 'unknown')$$, 'nor where a reservation lost its lines in the same transaction');
delete from reservations;
select results_eq('causes', $$values ('T-A', 'direct_write')$$, 'a write that belongs to nothing else is one');
select results_eq($$select c.cause, c.detail from ops._counter_causes('INCOMING', array[]::text[], array[]::numeric[]) as c$$,
    $$select null::text, null::jsonb where false$$, 'no drift, no cause');

select * from finish();
rollback;
