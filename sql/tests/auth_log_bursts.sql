-- The sign-in service's own log, where it can be relied on.
begin;
select plan(10);

create function pg_temp.entries(actor text, action text, times integer, minutes_ago integer) returns void language sql as $$
    insert into auth.audit_log_entries (id, payload, created_at, ip_address)
    select gen_random_uuid(), json_build_object('actor_username', actor, 'action', action), now() - make_interval(mins => minutes_ago), '192.0.2.' || n
    from generate_series(1, times) as n
$$;
select is_empty($$select * from ops.check_rule('auth_log_bursts')$$, 'nobody there yet, nothing to know');
select sample.a_user();
select results_eq($$select status, message, subject from ops.check_rule('auth_log_bursts')$$,
    $$values ('unknown', 'auth.audit_log_entries is empty, perhaps off', null::text)$$, 'an empty log is unknown, not clean');
select is_empty($$select * from ops.auth_log_bursts(array['a@x.example'])$$, 'nothing is said of one person then');
select pg_temp.entries('a@x.example', 'login', 50, 1);
select pg_temp.entries('a@x.example', 'verification_attempted', 9, 1);
select pg_temp.entries('a@x.example', 'user_recovery_requested', 9, 1);
select pg_temp.entries('b@x.example', 'user_recovery_requested', 20, 60);
select pg_temp.entries('', 'user_recovery_requested', 20, 2);
update auth.users set last_sign_in_at = now();
select is_empty($$select * from ops.check_rule('auth_log_bursts')$$, 'near misses: logins, nine times of each, an hour ago, nobody''s');
select pg_temp.entries('a@x.example', 'verification_attempted', 2, 30);
select results_eq($$select severity, message, subject, key, observed, detail ->> 'addresses', size, status from ops.check_rule('auth_log_bursts')$$,
    $$values ('P2', 'a@x.example: 11 times verification_attempted within an hour', 'auth.audit_log_entries', '{"actor": "a@x.example"}'::jsonb, '11'::jsonb, '9', null::numeric, 'violation')$$,
    'ten or more of one kind are reported');
select is((select count(*) from ops.auth_log_bursts(array['a@x.example'])), 1::bigint, 'keys name people');
select is((select count(*) from ops.auth_log_bursts(array['b@x.example'])), 0::bigint, 'and limit it');
update auth.users set last_sign_in_at = now() + interval '59 minutes';
select is((select count(*) from ops.check_rule('auth_log_bursts') where status = 'unknown'), 0::bigint, 'a login a little later than the newest entry is no gap');
update auth.users set last_sign_in_at = now() + interval '62 minutes';
select matches((select message from ops.check_rule('auth_log_bursts') where status = 'unknown'),
    '^auth.audit_log_entries ends at \d\d-\d\d \d\d:\d\d, but somebody signed in at .*: perhaps off$', 'one much later is');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('auth_log_bursts', '{"times": 12}', 'test');
select is((select count(*) from ops.check_rule('auth_log_bursts') where status = 'violation'), 0::bigint, 'the limit can be set');

select * from finish();
rollback;
