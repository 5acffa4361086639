-- Active reservations made by people whose account was deactivated or deleted before.
begin;
select plan(14);

create function pg_temp.person(n integer) returns uuid language sql as $$
    select ('00000000-0000-4000-8000-00000000010' || n)::uuid
$$;
insert into auth.users (id, email)
select pg_temp.person(n), case n when 3 then repeat('é', 90) else 'left' || n end || '@x.example' from generate_series(1, 3) as n;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
insert into reservations (reservation_number, customer_name, created_by, created_at)
select 'R-' || n, 'Customer', pg_temp.person(n), '2026-05-04 12:00+00' from generate_series(1, 3) as n;
select sample.a_line(r.id, current_setting('test.lot')::uuid, m)
from reservations as r join unnest(array['R-1', 'R-1', 'R-3'], array[25, 15, 5]) as u (number, m) on r.reservation_number = u.number;
-- the application's trigger stamps each update; what a test needs lies in the past
alter table profiles disable trigger update_profiles_updated_at;
create function pg_temp.profile(n integer, is_active boolean, deleted text, written text) returns void language sql as $$
    update profiles set active = is_active, deleted_at = deleted::timestamptz, updated_at = written::timestamptz where user_id = pg_temp.person(n)
$$;
create function pg_temp.told() returns table (message text) language sql as
    $$select message from ops.check_rule('inactive_creator')$$;

select is_empty('select * from pg_temp.told()', 'people who are active may');
select pg_temp.profile(1, false, null, '2026-05-04 11:58:59+00');
select results_eq(
    $$select severity, message, size, key ->> 'id', observed #>> '{}', detail from ops.check_rule('inactive_creator')$$,
    $$select 'P2', 'reservation R-1 was made by left1@x.example, deactivated before', 40.00, r.id::text, 'left1@x.example',
        jsonb_build_object('created_by', r.created_by, 'created_at', r.created_at, 'profile_updated_at', '2026-05-04T11:58:59+00:00'::timestamptz)
      from reservations as r where reservation_number = 'R-1'$$,
    'who was deactivated before is reported exactly, with the metres that are held');
select pg_temp.profile(2, false, '2026-05-04 11:58:59+00', '2026-05-09 12:00+00');
select results_eq('select * from pg_temp.told() order by 1', $$values ('reservation R-1 was made by left1@x.example, deactivated before'),
    ('reservation R-2 was made by left2@x.example, deleted before')$$, 'the day of a deletion is known, whatever was written since');
select pg_temp.profile(2, true, '2026-05-04 11:58:59+00', '2026-05-09 12:00+00');
select is((select count(*) from pg_temp.told()), 2::bigint, 'also where a reconciliation made it active again');
select is((select size from ops.check_rule('inactive_creator') where message like '%R-2%'), 0::numeric, 'one without lines holds nothing');
select pg_temp.profile(1, false, null, '2026-05-04 12:00:01+00');
select pg_temp.profile(2, false, '2026-05-04 12:00:01+00', '2026-05-04 12:00:01+00');
select is_empty('select * from pg_temp.told()', 'who was deactivated or deleted afterwards had the right');
select pg_temp.profile(1, false, null, '2026-05-04 11:59:00+00');
select pg_temp.profile(2, false, '2026-05-04 11:59:00+00', '2026-05-04 11:59:00+00');
select is_empty('select * from pg_temp.told()', 'within a minute nobody can tell which was first');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('inactive_creator', '{"seconds": 59}', 'test');
select is((select count(*) from pg_temp.told()), 2::bigint, 'the minute is a setting');
delete from ops.rule_setting;
select pg_temp.profile(1, false, null, '2026-05-01 12:00+00');
select pg_temp.profile(2, true, null, '2026-05-01 12:00+00');
select is((select array_agg(message) from pg_temp.told()), array['reservation R-1 was made by left1@x.example, deactivated before'],
    'an old row of somebody active says nothing');
update reservations set status = 'released', canceled_at = now() where reservation_number = 'R-1';
select is_empty('select * from pg_temp.told()', 'a reservation that is over holds nothing');
update reservations set status = 'active', canceled_at = null where reservation_number = 'R-1';
select is((select count(*) from ops.inactive_creator(array[(select id::text from reservations where reservation_number = 'R-3')])), 0::bigint,
    'asked for another reservation it is silent');
select is((select count(*) from ops.inactive_creator(array[(select id::text from reservations where reservation_number = 'R-1')])), 1::bigint,
    'asked for this one it speaks');
select pg_temp.profile(3, false, null, '2026-05-01 12:00+00');
select ok((select length(message) <= 100 and message like '%é, deactivated before' from pg_temp.told() where message like '%R-3%'), 'a long address stays within the line');
select throws_ok($$select * from ops.repair_reservations(rule => 'inactive_creator')$$, 'OP003', null, 'and nothing is repaired: a person looks at it');

select * from finish();
rollback;
