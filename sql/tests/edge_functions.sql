-- The catalogue of edge functions: the release's, overridden by the installation's.
begin;
select plan(16);

select is((select count(*) from ops.edge_functions()), jsonb_array_length(ops._edge_function_seed())::bigint, 'every function of the release is there');
select is_empty($$select name from ops.edge_functions() where header = 'x-cron-secret' and exists_in_app and not 'CRON_SECRET' = any (secrets)$$,
    'who reads x-cron-secret needs CRON_SECRET');
select is((select count(*) from ops.edge_functions() where 'CRON_SECRET' = any (secrets)), 12::bigint, 'twelve do');
select is_empty($$select name from ops.edge_functions() where harmless and name !~ '^(health-check|process-(ocr-queue|webhook-retries))$'$$,
    'what sends mail or deletes is not harmless');
select is_empty($$select f.name, e.problem from ops.edge_functions() as f cross join lateral ops._effect_seen(f.effect, f.reads) as e
    where f.effect is not null and e.problem <> 'nothing to look at here'$$, 'every effect''s query runs here');
select is_empty($$select f.name from ops.edge_functions() as f cross join unnest(f.secrets) as s where s !~ '^[A-Z_]+$'$$, 'secrets are names');

insert into ops.edge_function_setting (name, header, schedule, harmless, notes) values ('health-check', 'service key', 'hourly', false, 'n'), ('mine', null, null, null, null);
insert into ops.edge_function_setting (name, enabled) values ('send-test-email', false);
select results_eq($$select name, header, schedule, harmless, purpose from ops.edge_functions() where name in ('health-check', 'mine', 'send-test-email') order by 1$$,
    $$values ('health-check', 'service key', 'hourly', false, (select e.purpose from ops.edge_function as e where e.name = 'health-check')),
        ('mine', 'none', null, false, 'a function of this installation')$$, 'an installation overrides, adds and switches off');
select throws_ok($$insert into ops.edge_function_setting (name, effect) values ('x', 'select now()')$$, '23514', null, 'an effect says of which kind it is');
select throws_ok($$insert into ops.edge_function_setting (name) values ('../x')$$, '23514', null, 'a name is no path');


select is_empty($$select f.name, i from ops.edge_functions() as f cross join unnest(f.inferred) as i
    where i not in (select a.attname from pg_attribute as a where a.attrelid = 'ops.edge_function'::regclass and a.attnum > 0)$$, 'what is inferred names columns');
select results_eq($$select inferred from ops.edge_functions() where name in ('health-check', 'mine', 'process-ocr-queue') order by name$$,
    $$values ('{secrets,verify_jwt}'::text[]), ('{}'), ('{secrets,verify_jwt}')$$, 'each says it itself; a function of the installation infers nothing');
insert into ops.edge_function_setting (name, secrets) values ('process-ocr-queue', '{CRON_SECRET}');
select is((select inferred from ops.edge_functions() where name = 'process-ocr-queue'), '{verify_jwt}'::text[], 'what the installation says is no longer inferred');
select results_eq($$select name, verify_jwt, before from ops.accept_verify_jwt('{"process-ocr-queue": true, "health-check": false, "stranger": false}')
        where name in ('process-ocr-queue', 'health-check', 'send-overdue-digest', 'repair-audit-inconsistencies', 'stranger', 'send-test-email')$$,
    $$values ('health-check', false, false), ('process-ocr-queue', true, false), ('send-overdue-digest', true, false)$$,
    'config.toml corrects what was inferred, and only that');
select results_eq($$select verify_jwt, inferred, header from ops.edge_functions() where name in ('health-check', 'process-ocr-queue') order by name$$,
    $$values (false, '{secrets}'::text[], 'service key'), (true, '{}', 'x-cron-secret')$$, 'the rest of a setting stays');
select is_empty($$select * from ops.accept_verify_jwt('{}')$$, 'asked again there is nothing left');
select throws_ok($$select * from ops.accept_verify_jwt('{"x": "y"}')$$, 'OP005', null, 'anything else is refused');

select * from finish();
rollback;
