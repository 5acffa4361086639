-- Endpoints that answer with a server error.
begin;
select plan(6);

insert into api_request_logs (endpoint, method, status_code, created_at) values
    ('/sound', 'GET', 200, now() - interval '1 minute'),
    ('/refused', 'GET', 499, now() - interval '1 minute'),
    ('/null', 'GET', null, now() - interval '1 minute'),
    ('/old', 'GET', 500, now() - interval '25 hours');
select is_empty($$select * from ops.check_rule('api_server_errors')$$, 'success, refusals, no status and yesterday say nothing');
insert into api_request_logs (endpoint, method, status_code, error_message, created_at) values
    ('/broken', 'GET', 500, 'first', now() - interval '2 hours'), ('/broken', 'GET', 503, 'last', now() - interval '1 hour'),
    ('/broken', 'GET', 200, null, now());
select results_eq(
    $$select severity, regexp_replace(message, 'at [0-9].*', 'at T'), key, observed, size, detail ->> 'message' from ops.check_rule('api_server_errors')$$,
    $$values ('P1', '/broken answered 2 of 3 calls with 500 or above, last at T', '{"endpoint": "/broken"}'::jsonb, '2'::jsonb, null::numeric, 'last')$$,
    'an endpoint is reported once, with how often and the last message'
);
select results_eq($$select h.key ->> 'endpoint' from ops.api_server_errors('{/broken}') as h$$, $$values ('/broken')$$, 'by key');
select is_empty($$select * from ops.api_server_errors('{/other}')$$, 'and not by another');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('api_server_errors', '{"hours": 48}', 't');
select results_eq($$select key ->> 'endpoint' from ops.check_rule('api_server_errors') order by 1$$, $$values ('/broken'), ('/old')$$,
    'a user''s own threshold reaches further back');
select throws_ok($$select * from ops.repair_functions(rule => 'api_server_errors')$$, 'OP003', null, 'it is never repaired by us');

select * from finish();
rollback;
