-- What the journal forgets, and what it never does.
begin;
select plan(14);

create function pg_temp.act(email text, action text) returns void language sql as $$
    select count(*) from ops._act('auth', 'forget', array[
        (null, 'public.login_attempts', (select jsonb_build_object('id', l.id) from login_attempts as l where l.email = act.email), act.action,
            case act.action when 'update' then jsonb_build_object('email', act.email) end,
            case act.action when 'update' then jsonb_build_object('email', 'x@y') end, 'a login attempt')::ops.proposal
    ], 'test', false)
$$;
insert into login_attempts (email, success) values ('a@example.com', false), ('b@example.com', false), ('c@example.com', false);
select pg_temp.act('a@example.com', 'update');
select pg_temp.act('b@example.com', 'delete');
select results_eq($$select before ->> 'email' from ops.change order by id$$, $$values ('a@example.com'), ('b@example.com')$$, 'the journal has the addresses');
select results_eq($$select rows from ops.purge()$$, $$values (0::bigint), (0), (0)$$, 'nothing young is forgotten');
select throws_ok($$select ops._refuse_unrestored()$$, 'OP017', null, 'what could come back keeps the package here');

update ops.clock set shift = '31 days';
select results_eq($$select what, rows from ops.purge()$$,
    $$values ('changes without their personal data now', 2::bigint), ('planned changes without their personal data now', 2), ('runs older than journal_age', 0), ('plans that were never applied', 0)$$,
    'after a month the addresses are');
select results_eq($$select before ->> 'email', before ->> 'success' from ops.change order by id$$,
    $$values ('(removed)', null), ('(removed)', 'false')$$, 'and only they');
select is_empty($$select * from ops.plan_change where before::text like '%example.com%'$$, 'nor are they in what was planned');
select results_eq($$select state, note from ops.undo((select max(run) from ops.change), 'too late')$$,
    $$values ('refused', 'its personal data was removed from the journal')$$, 'such a change cannot be undone');
select is((select count(*) from login_attempts), 2::bigint, 'and nothing made up is written');
select lives_ok($$select ops._refuse_unrestored()$$, 'what cannot come back any more does not');

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select sample.a_line(sample.a_reservation(), current_setting('test.lot')::uuid, 40);
update reservations set status = 'released', canceled_at = now();
select count(*) from ops.repair_reservations(dry_run => false, rule => 'stale_reservation_lines', choice => 'quarantine', reason => 'test');
select count(*) from ops.repair_reservations();
update ops.clock set shift = '500 days';
select is((select rows from ops.purge() where what = 'plans that were never applied'), 1::bigint, 'a plan that was never applied goes');
select is((select count(*) from ops.change where subject = 'public.reservation_lines'), 1::bigint, 'a removed row that was not restored stays for ever');
select count(*) from ops.undo((select max(run) from ops.change where subject = 'public.reservation_lines'), 'back');
update ops.clock set shift = '1000 days';
select count(*) from ops.purge();
select isnt((select count(*) from ops.change), 0::bigint, 'an undone repair is remembered while its hold is in force');
select ops.release_hold(h.id, 'seen') from ops.hold as h;
select count(*) from ops.purge();
select is((select count(*) from ops.change), 0::bigint, 'after 400 days all else is gone');
select throws_ok($$select * from ops.purge(-1)$$, 'OP005', null, 'a bad limit is refused');

select * from finish();
rollback;
