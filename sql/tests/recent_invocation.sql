-- How long calls of functions are kept, and what of them.
begin;
select plan(5);

insert into ops.invocation (function, channel, kind, url, headers, body, actor, reason, asked_at, time_limit, state, status_code, answer)
select 'f', 'command line', 'call', 'u', '{}', '{"to": "ada@example.org"}', 'a', 'r', now() - age, '30 s', 'answered', 200, 'sent to ada@example.org'
from unnest(array['1 day', '31 days', '401 days']::interval[]) as age;
select is((select count(*) from ops.recent_invocation), 1::bigint, 'the view shows thirty days');
select is((select count(*) from ops.evidence() as e where e ->> 'table' = 'invocation'), 3::bigint, 'calls are evidence');
select results_eq($$select what, rows from ops.purge() where what like 'calls%'$$,
    $$values ('calls without what was sent and answered now', 2::bigint), ('calls older than journal_age', 1)$$, 'what was sent is kept shorter than that there was a call');
select results_eq($$select asked_at > now() - interval '2 days', body is not null, answer is not null from ops.invocation order by 1$$,
    $$values (false, false, false), (true, true, true)$$, 'young ones are whole');
select is_empty($$select * from ops.purge() where what like 'calls%'$$, 'a second time there is nothing to do');

select * from finish();
rollback;
