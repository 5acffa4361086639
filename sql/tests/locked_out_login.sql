-- Who is locked out by the application's own rule.
begin;
select plan(13);

create function pg_temp.tries(email text, minutes_ago numeric[], success boolean default false, ip text default null) returns void language sql as $$
    insert into login_attempts (email, success, ip_address, attempted_at)
    select email, success, ip, now() - make_interval(secs => (m * 60)::double precision) from unnest(minutes_ago) as m
$$;
select sample.a_user();
select pg_temp.tries('fixture@lotastro.example', '{2,3,4,5}');
select pg_temp.tries('old@x.example', '{2,3,4,5,15}');
select pg_temp.tries('reset@x.example', '{2,3,4,5,6}');
select pg_temp.tries('reset@x.example', '{1}', true);
select pg_temp.tries('MixedCase@x.example', '{1,2,3,4,5}');
select is_empty($$select * from ops.check_rule('locked_out_login')$$,
    'near misses say nothing: four failures; a fifth 15 minutes ago; a later success; a spelling that nothing asks for');

select pg_temp.tries('fixture@lotastro.example', '{14.9}', false, '192.0.2.1');
select pg_temp.tries('reset@x.example', '{0}');
select results_eq(
    $$select severity, rule, message, subject, key, observed, size, status, fix, detail ->> 'is_user' from ops.check_rule('locked_out_login') order by key$$,
    $$select 'P2', 'locked_out_login', format('locked out until %s: %s, %s failures%s', to_char((now() + u.rest) at time zone 'Europe/Istanbul', 'HH24:MI'), u.email, u.n, u.who),
        'public.login_attempts', jsonb_build_object('email', u.email), to_jsonb(u.n), null::numeric, 'violation', format('select * from ops.clear_login_lockout(%L, ''why'')', u.email), (u.who = '')::text
      from (values ('fixture@lotastro.example', 5, interval '13 minutes', ''), ('reset@x.example', 6, interval '15 minutes', ', no such user')) as u (email, n, rest, who)$$,
    'five failures lock until 15 minutes after the last one; a success before the last one does not help'
);
select results_eq($$select r.is_locked, r.attempts from (values ('fixture@lotastro.example', 1), ('reset@x.example', 2), ('old@x.example', 3), (' MIXEDCASE@x.example', 4)) as e (email, n)
        cross join lateral check_login_rate_limit(e.email) as r order by e.n$$,
    $$values (true, 5), (true, 6), (false, 4), (false, 0)$$, 'the application says the same');
select is((select count(*) from ops.locked_out_login(array['reset@x.example'])), 1::bigint, 'keys limit it');
select results_eq($$select email, failures, addresses, locked_until = now() + interval '13 minutes', is_user from ops.login_window where locked_until is not null and is_user$$,
    $$values ('fixture@lotastro.example', 5::bigint, 1::bigint, true, true)$$, 'the view shows the same window');
select is((select count(*) from ops.login_window), 3::bigint, 'and who is not locked');

select throws_ok($$select * from ops.clear_login_lockout('nobody@x.example', 'r')$$, 'OP013', 'no login is known for ''nobody@x.example''', 'an unknown address is an error');
select throws_ok($$select * from ops.clear_login_lockout(null, 'r')$$, 'OP013', 'no login is known for null', 'and so is none');
select throws_ok($$select * from ops.clear_login_lockout('reset@x.example', ' ')$$, 'OP009', null, 'a reason is needed');
select results_eq($$select state, action, count(*) from ops.clear_login_lockout('  FIXTURE@LotAstro.example ', 'known person') group by 1, 2$$,
    $$values ('planned', 'delete', 5::bigint)$$, 'any spelling will do; it is planned');
select is((select count(*) from login_attempts where email like 'fixture@%'), 5::bigint, 'and nothing has changed');
select is_empty($$select * from ops.clear_login_lockout('old@x.example', 'r', false)$$, 'who is not locked out loses no evidence');
select is((select count(*) from login_attempts where email = 'old@x.example'), 5::bigint, 'none at all');

select * from finish();
rollback;
