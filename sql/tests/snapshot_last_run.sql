-- What the settings say of the last snapshot, and the snapshots.
begin;
select plan(13);

insert into snapshot_settings (id, last_snapshot_status) values ('00000000-0000-4000-8000-000000000001', 'error');
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('snapshot_last_run') order by message$$;
select is_empty($$select * from ops.check_rule('snapshot_last_run')$$, 'an error that wrote no row is no contradiction');
update snapshot_settings set last_snapshot_status = null;
select is_empty($$select * from ops.check_rule('snapshot_last_run')$$, 'nor is a start without any');
insert into inventory_snapshots (snapshot_date, created_at) values ('2026-10-01', '2026-10-01 21:00+00');
insert into order_snapshots (snapshot_date, created_at) values ('2026-10-01', '2026-10-01 21:05+00');
insert into reservation_snapshots (snapshot_date, created_at) values ('2026-10-01', '2026-10-01 21:00+00');
update snapshot_settings set last_snapshot_status = 'success', last_snapshot_at = '2026-10-01 20:55+00';
select is_empty($$select * from ops.check_rule('snapshot_last_run')$$, 'sound data says nothing: ten minutes apart is no difference');
update snapshot_settings set last_snapshot_at = '2026-10-01 21:15+00';
select is_empty($$select * from ops.check_rule('snapshot_last_run')$$, 'in either direction');
update snapshot_settings set last_snapshot_at = '2026-10-01 21:16+00';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('snapshot_last_run')$$,
    $$values ('P3', 'the settings say that a snapshot succeeded at 2026-10-02 00:16, and no row is that new', 'public.snapshot_settings',
        '00000000-0000-4000-8000-000000000001', jsonb_build_object('last_snapshot_at', '2026-10-01 21:05+00'::timestamptz),
        jsonb_build_object('last_snapshot_at', '2026-10-01 21:16+00'::timestamptz, 'last_snapshot_status', 'success'), 'violation', null::numeric)$$,
    'a success without rows is reported exactly');
select is((select count(*) from ops.snapshot_last_run(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'one can be asked for alone');
update snapshot_settings set last_snapshot_at = '2026-10-01 20:54+00';
select results_eq($$select * from pg_temp.told()$$, $$values ('snapshots were written at 2026-10-02 00:05, the settings say 2026-10-01 23:54')$$, 'rows without a success');
update snapshot_settings set last_snapshot_at = null;
select results_eq($$select * from pg_temp.told()$$, $$values ('snapshots were written at 2026-10-02 00:05, the settings say never')$$, 'or before any');
update snapshot_settings set last_snapshot_at = '2026-10-01 21:05+00', last_snapshot_status = 'error', last_snapshot_error = 'column expiry_date';
select results_eq($$select message, detail from ops.check_rule('snapshot_last_run')$$,
    $$values ('the last snapshot ended as error, and wrote rows at 2026-10-02 00:05', '{"error": "column expiry_date"}'::jsonb)$$, 'an error that broke off half way');
update snapshot_settings set last_snapshot_status = null;
select results_eq($$select * from pg_temp.told()$$, $$values ('the last snapshot ended as nothing, and wrote rows at 2026-10-02 00:05')$$, 'and a state that nobody wrote');
update snapshot_settings set last_snapshot_status = 'success';
insert into reservation_snapshots (snapshot_date, created_at) values ('2026-10-02', '2026-10-02 21:00+00');
select is((select count(*) from pg_temp.told()), 1::bigint, 'each of the three tables counts');
delete from reservation_snapshots; delete from order_snapshots; delete from inventory_snapshots;
select results_eq($$select * from pg_temp.told()$$, $$values ('the settings say that a snapshot succeeded at 2026-10-02 00:05, and no row is that new')$$, 'even none at all');
select throws_ok($$select * from ops.repair_integrity(rule => 'snapshot_last_run')$$, 'OP003', null, 'the function writes it, or must be mended');

select * from finish();
rollback;
