-- The way back: exact where nothing changed since, a named conflict where something did.
begin;
select plan(10);

select set_config('test.a', sample.a_lot('T-A')::text, true);
select set_config('test.b', sample.a_lot('T-B')::text, true);
update lots set reserved_meters = 11 where lot_number in ('T-A', 'T-B');
select set_config('test.image', (select to_jsonb(l) - 'updated_at' from lots as l where lot_number = 'T-A')::text, true);
select count(*) from ops.repair_reservations(dry_run => false, reason => 'test');
select set_config('test.run', ops.last_run()::text, true);
select results_eq($$select before ->> 'reserved_meters', after ->> 'reserved_meters' from ops.change order by id$$,
    $$values ('11.00', '0.00'), ('11.00', '0.00')$$, 'the journal has before and after');

update lots set notes = 'edited' where lot_number = 'T-A';
update lots set reserved_meters = 5 where lot_number = 'T-B';
select results_eq(
    $$select state, message from ops.undo(current_setting('test.run')::bigint, 'wrong lots') order by state$$,
    $$values ('conflict', 'undo: lot T-B: reserved meters 11.00 m, should be 0.00 m (+11.00)'),
        ('restored', 'undo: lot T-A: reserved meters 11.00 m, should be 0.00 m (+11.00)')$$,
    'a row changed since is a conflict, a row edited elsewhere is restored'
);
select is((select reserved_meters from lots where lot_number = 'T-B'), 5.00, 'the conflict is not overwritten');
select is((select to_jsonb(l) - 'updated_at' - 'notes' from lots as l where lot_number = 'T-A'),
    current_setting('test.image')::jsonb - 'notes', 'every other column of the restored row is as it was');
select is((select notes from lots where lot_number = 'T-A'), 'edited', 'and the edit stays');
select is((select count(*) from ops.hold where released_at is null), 2::bigint, 'undone rows are on hold for jobs');
select is(ops.release_hold((select min(id) from ops.hold), 'looked at it'), true, 'a person releases them');
select is((select count(*) from ops.hold where released_at is null), 1::bigint, 'one by one');

select results_eq($$select state from ops.undo((select max(id) from ops.run), 'after all')$$, $$values ('restored')$$, 'an undo is undone like any run');
select is((select reserved_meters from lots where lot_number = 'T-A'), 0.00, 'which applies the repair again');

select * from finish();
rollback;
