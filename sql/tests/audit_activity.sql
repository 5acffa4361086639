-- Who did what lately, against what they usually do.
begin;
select plan(15);

-- Wednesday 4 November 2026, 15:00 in Istanbul
update ops.clock set shift = '2026-11-04 12:00+00'::timestamptz - now();
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
create function pg_temp.entries(action text, times integer, at timestamptz, kind text default 'lot', notes text default null) returns bigint language sql as $$
    select count(sample.an_entry(action, kind, current_setting('test.lot')::uuid, notes => notes, at => at)) from generate_series(1, times)$$;
create function pg_temp.seen() returns table (hour timestamp, action text, rows bigint, usual numeric, signs text) language sql as $$
    select a.hour, a.action, a.rows, a.usual, array_to_string(a.signs, ',') from ops.audit_activity() as a order by a.hour, a.action$$;

select is_empty('select * from ops.audit_activity()', 'an empty log has no activity');
select pg_temp.entries('UPDATE', 4, '2026-10-01 09:10+00'), pg_temp.entries('UPDATE', 6, '2026-10-02 09:10+00');
select is_empty('select * from ops.audit_activity()', 'history alone is none');
select pg_temp.entries('UPDATE', 5, '2026-11-04 09:10+00');
select results_eq('select * from pg_temp.seen()', $$values ('2026-11-04 12:00'::timestamp, 'UPDATE', 5::bigint, 5.0, '')$$, 'a usual hour has no sign');
select pg_temp.entries('UPDATE', 19, '2026-11-04 10:10+00'), pg_temp.entries('UPDATE', 26, '2026-11-04 11:10+00');
select results_eq('select rows, signs from pg_temp.seen() where hour > ''2026-11-04 12:00''', $$values (19::bigint, ''), (26, 'burst')$$,
    'many rows, and more than five times the usual, are a burst');
select results_eq($$select message from ops.audit_activity() limit 1$$,
    array['fixture@lotastro.example: 26 UPDATE of lot, usually 5.0 an hour (burst)'], 'the strangest comes first');
select is_empty($$select * from ops.audit_activity(burst_factor => 6) where signs <> '{}'$$, 'how many can be said');
select pg_temp.entries('DELETE', 1, '2026-11-04 11:20+00');
select results_eq($$select signs, usual from pg_temp.seen() where action = 'DELETE'$$, $$values ('deletion', null::numeric)$$, 'each deletion is a sign');
select pg_temp.entries('UPDATE', 10, '2026-10-05 09:10+00');
select results_eq($$select signs from pg_temp.seen() where action = 'DELETE'$$, array['deletion,first_time'], 'the first one of somebody known even more so');
select pg_temp.entries('UPDATE', 1, '2026-11-03 17:10+00'), pg_temp.entries('UPDATE', 1, '2026-11-04 03:10+00');
select results_eq($$select hour::time, signs from pg_temp.seen() where rows = 1 and action = 'UPDATE'$$,
    $$values ('20:00'::time, 'off_hours'), ('06:00', 'off_hours')$$, 'eight in the evening and six in the morning are off hours');
select pg_temp.entries('UPDATE', 1, '2026-10-03 09:10+00');
select results_eq($$select signs from pg_temp.seen() where hour::time = '20:00'$$, array['off_hours'], 'one Saturday makes no habit');
select pg_temp.entries('UPDATE', 1, '2026-10-10 09:10+00');
select results_eq($$select signs from pg_temp.seen() where hour::time = '20:00'$$, array[''], 'every twentieth row does');
select pg_temp.entries('UPDATE', 7, '2026-11-04 11:30+00', 'roll', 'lotastro-ops run 7, x');
select is_empty($$select * from ops.audit_activity() where entity = 'roll'$$, 'copies of our own repairs are left out');
update profiles set active = false where user_id = sample.a_user();
select is((select bool_and('inactive_user' = any (signs)) from ops.audit_activity()), true, 'whoever is not active should do nothing');
delete from profiles where user_id = sample.a_user();
select is((select bool_and('unknown_user' = any (signs)) from ops.audit_activity()), true, 'nor whoever is unknown');
select throws_ok($$select * from ops.audit_activity('0 hours')$$, 'OP005', null, 'an empty span is refused');

select * from finish();
rollback;
