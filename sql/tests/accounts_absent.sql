-- Where the application's tables are absent nothing fails: it is skipped or unknown, and said.
begin;
select plan(7);

alter table login_attempts rename to gone_1;
alter table email_log rename to gone_2;
alter table api_keys rename to gone_3;
select results_eq($$select step, state, message from ops.verify_auth()$$, $$values ('Look at it at all', 'unknown', 'table public.login_attempts is absent')$$, 'verify_auth');
select results_eq($$select state, message from ops.verify_email()$$, $$values ('unknown', 'table public.email_log is absent')$$, 'verify_email');
select results_eq($$select state, message from ops.verify_rate_limits()$$, $$values ('unknown', 'table public.api_keys is absent')$$, 'verify_rate_limits');
select is_empty($$select m from unnest(array['auth', 'email', 'rate_limits']) as a cross join lateral ops.take_baseline(a, 'r') as m$$, 'nothing is measured');
select is_empty($$select v.rule, v.message from unnest(array['auth', 'email', 'rate_limits']) as a cross join lateral (
        select * from ops.check_auth() where a = 'auth' union all select * from ops.check_email() where a = 'email' union all select * from ops.check_rate_limits() where a = 'rate_limits'
    ) as v where v.status <> 'skipped'$$, 'rules that need them are skipped, the others run');
select throws_ok($$select * from ops.login_window$$, '42P01', null, 'a view says what is missing');
select throws_ok($$select * from ops.revoke_api_key('x', 'r')$$, '42P01', null, 'and so does an action');

select * from finish();
rollback;
