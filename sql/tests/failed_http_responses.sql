-- Answers kept by pg_net that say failure.
begin;
select plan(5);

insert into net._http_response (id, status_code, timed_out) values (1, 200, false), (2, 399, false), (3, 500, false);
insert into ops.invocation (function, channel, kind, url, headers, actor, reason, asked_at, time_limit, state, request_id)
values ('ours', 'pg_net', 'call', 'u', '{}', 'a', 'r', now(), '30 seconds', 'sent', 3);
select is_empty($$select * from ops.check_rule('failed_http_responses')$$, 'success, and a failure of our own: nothing');
insert into ops.invocation (function, channel, kind, url, headers, actor, reason, asked_at, time_limit, state, request_id)
values ('other', 'command line', 'call', 'u', '{}', 'a', 'r', now(), '30 seconds', 'sent', 4);
insert into net._http_response (id, status_code, timed_out, error_msg) values (4, 401, false, null), (5, 401, null, null), (6, null, true, 'Timeout'), (7, null, false, 'refused');
select results_eq(
    $$select severity, message, key ->> 'answer', observed, size from ops.check_rule('failed_http_responses') order by message$$,
    $$values ('P2', '1 of 6 answers kept by pg_net: no connection; whose call each was it does not keep', 'no connection', '1'::jsonb, null::numeric),
        ('P2', '1 of 6 answers kept by pg_net: timed out; whose call each was it does not keep', 'timed out', '1', null),
        ('P2', '2 of 6 answers kept by pg_net: 401; whose call each was it does not keep', '401', '2', null)$$, 'counted by kind, and said to be unattributable'
);
select results_eq($$select h.detail -> 'ids' from ops.failed_http_responses('{401}') as h$$, $$values ('[5, 4]'::jsonb)$$, 'by key, with the newest numbers');
select is_empty($$select * from ops.failed_http_responses('{404}')$$, 'and not by another');
alter table net._http_response rename to answers;
select results_eq($$select status, message from ops.check_rule('failed_http_responses')$$, $$values ('skipped', 'skipped: table net._http_response is absent')$$,
    'without pg_net it is skipped, and says so');

select * from finish();
rollback;
