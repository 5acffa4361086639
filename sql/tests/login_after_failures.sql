-- A success where the application would have refused one.
begin;
select plan(6);

create function pg_temp.tries(email text, minutes_ago numeric[], success boolean default false) returns void language sql as $$
    insert into login_attempts (email, success, attempted_at)
    select email, success, now() - make_interval(secs => (m * 60)::double precision) from unnest(minutes_ago) as m
$$;
select pg_temp.tries('four@x.example', '{10,11,12,13}');
select pg_temp.tries('four@x.example', '{9}', true);
select pg_temp.tries('slow@x.example', '{100,104,108,112,115.1}');
select pg_temp.tries('slow@x.example', '{100}', true);
select pg_temp.tries('five@x.example', '{600,604,608,612,614}');
select pg_temp.tries('five@x.example', '{616,584}', true);
select is_empty($$select * from ops.check_rule('login_after_failures')$$,
    'near misses: four failures; the first of five 15 minutes before; a success before them, or once the lock is over');
select pg_temp.tries('five@x.example', '{599.5}', true);
select results_eq(
    $$select severity, message, subject, key, observed, size, status, detail ->> 'logins' from ops.check_rule('login_after_failures')$$,
    $$select 'P1', 'five@x.example signed in at ' || to_char((now() - interval '35970 seconds') at time zone 'Europe/Istanbul', 'HH24:MI') || ' after 5 failures in 15 minutes',
        'public.login_attempts', '{"email": "five@x.example"}'::jsonb, '5'::jsonb, null::numeric, 'violation', '1'$$,
    'a success within 15 minutes of five failures went around the lock');
select is((select count(*) from ops.login_after_failures(array['five@x.example'])), 1::bigint, 'keys name e-mails');
select is((select count(*) from ops.login_after_failures(array['four@x.example'])), 0::bigint, 'and limit it');
select is((select observed from ops.login_after_failures()), '5'::jsonb, 'other people''s failures are not counted in');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('login_after_failures', '{"failures": 4}', 'test');
select set_eq($$select key ->> 'email' from ops.check_rule('login_after_failures')$$, array['five@x.example', 'four@x.example', 'slow@x.example'], 'the limit can be set');

select * from finish();
rollback;
