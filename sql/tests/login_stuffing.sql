-- One person tried from many addresses.
begin;
select plan(5);

create function pg_temp.tries(email text, addresses integer, minutes_ago integer, success boolean default false) returns void language sql as $$
    insert into login_attempts (email, success, ip_address, attempted_at)
    select email, success, '192.0.2.' || n, now() - make_interval(mins => minutes_ago) from generate_series(1, addresses) as n
$$;
select pg_temp.tries('near@x.example', 4, 1);
select pg_temp.tries('near@x.example', 4, 30);
select pg_temp.tries('old@x.example', 9, 60);
select pg_temp.tries('in@x.example', 9, 1, true);
insert into login_attempts (email) select 'none@x.example' from generate_series(1, 9);
select is_empty($$select * from ops.check_rule('login_stuffing')$$, 'near misses: four addresses twice; an hour ago; successes; no address kept');
select pg_temp.tries('near@x.example', 5, 59);
select results_eq($$select severity, message, subject, key, observed, size, status from ops.check_rule('login_stuffing')$$,
    $$values ('P2', 'near@x.example: 13 failed logins from 5 addresses in 60 minutes', 'public.login_attempts', '{"email": "near@x.example"}'::jsonb, '5'::jsonb, null::numeric, 'violation')$$,
    'the fifth address gives it away');
select is((select count(*) from ops.login_stuffing(array['near@x.example'])), 1::bigint, 'keys name e-mails');
select is((select count(*) from ops.login_stuffing(array['other@x.example'])), 0::bigint, 'and limit it');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('login_stuffing', '{"addresses": 9, "minutes": 90}', 'test');
select is((select key ->> 'email' from ops.check_rule('login_stuffing')), 'old@x.example', 'limits can be set');

select * from finish();
rollback;
