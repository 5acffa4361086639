-- One address that tries many people; and failures whose address nobody kept.
begin;
select plan(8);

create function pg_temp.tries(people integer, ip text, minutes_ago integer, success boolean default false) returns void language sql as $$
    insert into login_attempts (email, success, ip_address, attempted_at)
    select 'p' || n || '@x.example', success, ip, now() - make_interval(mins => minutes_ago) from generate_series(1, people) as n
$$;
select is_empty($$select * from ops.check_rule('login_spraying')$$, 'no attempts, nothing to say');
select pg_temp.tries(4, '192.0.2.1', 1);
select pg_temp.tries(4, '192.0.2.1', 2);
select pg_temp.tries(9, '192.0.2.2', 60);
select pg_temp.tries(9, '192.0.2.3', 1, true);
select pg_temp.tries(4, null, 1);
select is_empty($$select * from ops.check_rule('login_spraying')$$, 'near misses: four people twice; an hour ago; successes; four without an address');
select pg_temp.tries(5, '192.0.2.1', 3);
select results_eq($$select severity, message, subject, key, observed, size, status from ops.check_rule('login_spraying')$$,
    $$values ('P2', '192.0.2.1 failed to sign in as 5 people in 60 minutes (13 tries)', 'public.login_attempts', '{"ip_address": "192.0.2.1"}'::jsonb, '5'::jsonb, null::numeric, 'violation')$$,
    'the fifth person gives it away');
select pg_temp.tries(5, null, 1);
select results_eq($$select status, message from ops.check_rule('login_spraying') where subject is null$$,
    $$values ('unknown', 'failures of 5 people carry no address: whether one source tries them is unknown')$$, 'without addresses it is unknown, not clean');
select is((select count(*) from ops.check_rule('login_spraying') where key is null), 1::bigint, 'and names no address');
select is((select count(*) from ops.login_spraying(array['192.0.2.9'])), 0::bigint, 'keys limit it');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('login_spraying', '{"people": 6, "minutes": 90}', 'test');
select results_eq($$select key ->> 'ip_address', message from ops.check_rule('login_spraying') where status = 'violation'$$,
    $$values ('192.0.2.2', '192.0.2.2 failed to sign in as 9 people in 90 minutes (9 tries)')$$, 'limits can be set');
select is((select count(*) from ops.check_rule('login_spraying') where status = 'unknown'), 0::bigint, 'for the unknown too');

select * from finish();
rollback;
