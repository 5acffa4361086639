-- Messages between warehouse and CRM that nobody will process.
begin;
select plan(5);

create function pg_temp.inbox(key text, status text, age interval) returns text language sql as $$
    insert into integration_inbox (idempotency_key, source_system, event_type, payload, payload_hash, status, received_at)
    values (key, 'crm', 'deal.won', '{}', 'h', status::inbox_status, now() - age) returning id::text
$$;
create function pg_temp.outbox(key text, status text, age interval) returns text language sql as $$
    insert into integration_outbox (idempotency_key, event_type, payload, status, created_at)
    values (key, 'order.created', '{}', status, now() - age) returning id::text
$$;
select pg_temp.inbox('young', 'pending', '14 minutes'), pg_temp.inbox('done', 'processed', '1 day'), pg_temp.inbox('no', 'rejected', '1 day'),
    pg_temp.inbox('skip', 'skipped', '1 day'), pg_temp.outbox('young', 'pending', '14 minutes'), pg_temp.outbox('sent', 'sent', '1 day'),
    pg_temp.outbox('dead', 'dead_letter', '1 day');
select is_empty($$select * from ops.check_rule('stuck_integration_messages')$$, 'young ones and finished ones say nothing');
select set_config('test.i', pg_temp.inbox('in', 'failed', '16 minutes'), true), pg_temp.inbox('in2', 'processing', '1 day'), pg_temp.outbox('out', 'failed', '1 day');
select results_eq(
    $$select severity, message, subject, observed #>> '{}', size from ops.check_rule('stuck_integration_messages') order by message$$,
    $$values ('P1', 'inbox message in of deal.won: failed for 00:16:00', 'public.integration_inbox', 'failed', null::numeric),
        ('P1', 'inbox message in2 of deal.won: processing for 1 day', 'public.integration_inbox', 'processing', null),
        ('P1', 'outbox message out of order.created: failed for 1 day', 'public.integration_outbox', 'failed', null)$$,
    'both boxes are looked at'
);
select results_eq($$select h.message from ops.stuck_integration_messages(array[current_setting('test.i')]) as h$$,
    $$values ('inbox message in of deal.won: failed for 00:16:00')$$, 'by key');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('stuck_integration_messages', '{"minutes": 10}', 't');
select is((select count(*) from ops.check_rule('stuck_integration_messages')), 5::bigint, 'a user''s own threshold is sooner');
select throws_ok($$select * from ops.repair_functions(rule => 'stuck_integration_messages')$$, 'OP003', null, 'never repaired by us');

select * from finish();
rollback;
