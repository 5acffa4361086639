-- Clearing a lockout removes what locks, keeps the rest, and can be undone, under row security too.
begin;
select plan(12);

select sample.a_user();
insert into login_attempts (email, success, attempted_at, ip_address)
select 'fixture@lotastro.example', s.success, now() - make_interval(secs => s.ago), '192.0.2.7'
from (values (60, false), (70, false), (80, false), (90, false), (100, false), (95, true), (901, false), (3600, true)) as s (ago, success);
insert into login_attempts (email) values ('other@x.example'), ('other@x.example'), ('other@x.example'), ('other@x.example'), ('other@x.example');
create temporary table was as select to_jsonb(a) as row from login_attempts as a;
grant ops_operator to postgres;

select is((select is_locked from check_login_rate_limit('fixture@lotastro.example')), true, 'the person is locked out');
set local role ops_operator;
select results_eq($$select state, count(*) from ops.clear_login_lockout('fixture@lotastro.example', 'known person', false) group by state$$,
    $$values ('applied', 5::bigint)$$, 'an operator, who cannot even read the table, removes the five failures that lock');
reset role;
select is((select is_locked from check_login_rate_limit('fixture@lotastro.example')), false, 'the application lets the person in');
select is((select is_locked from check_login_rate_limit('other@x.example')), true, 'and nobody else');
select results_eq($$select success, count(*) from login_attempts where email like 'fixture%' group by success order by success$$,
    $$values (false, 1::bigint), (true, 2::bigint)$$, 'successes and older failures stay: they are evidence');
select matches((select min(message) from ops.change), '^fixture@lotastro.example: failed login at ..:..:.. from 192.0.2.7 is removed$', 'the journal names each');
select results_eq($$select distinct r.reason, r.area from ops.run as r$$, $$values ('known person', 'auth')$$, 'with the reason');
select is_empty($$select * from ops.clear_login_lockout('fixture@lotastro.example', 'again', false)$$, 'a second time does nothing');
select results_eq($$select state, count(*) from ops.undo(ops.last_run(), 'not the person') group by state$$, $$values ('restored', 5::bigint)$$, 'undo brings them back');
select set_eq($$select to_jsonb(a) from login_attempts as a$$, $$select row from was$$, 'every column as it was');
select ops.set_setting('cap_rows', '3');
select is((select count(*) from ops.clear_login_lockout('fixture@lotastro.example', 'a flood', false) where state = 'applied'), 3::bigint, 'a flood goes in parts');
set local role authenticated;
select throws_ok($$select * from ops.clear_login_lockout('fixture@lotastro.example', 'me')$$, '42501', null, 'the application''s users cannot');

select * from finish();
rollback;
