-- Messages of the CRM: their state and their time of processing.
begin;
select plan(7);

insert into integration_inbox (id, idempotency_key, source_system, event_type, payload, payload_hash, status, attempt_count, hmac_verified, processed_at, received_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'crm', 'deal.won', '{}', 'x', s.status::inbox_status, 1, true,
    case when s.done then '2026-10-01 12:00+00'::timestamptz end, '2026-10-01'
from (values (1, 'processed', true), (2, 'pending', false), (3, 'processing', false), (4, 'failed', false), (5, 'rejected', true), (6, 'rejected', false), (7, 'skipped', true), (8, 'skipped', false)) as s (n, status, done);
select is_empty($$select * from ops.check_rule('inbox_stamps')$$, 'sound data says nothing; rejected and skipped may have a time or not');
update integration_inbox set processed_at = null where idempotency_key = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('inbox_stamps')$$,
    $$values ('P3', 'inbox message T-1 of deal.won: processed, but has no time', 'public.integration_inbox', '00000000-0000-4000-8000-000000000001', null::jsonb,
        '{"status": "processed", "processed_at": null}'::jsonb, 'violation', null::numeric)$$,
    'one that was processed at no time is reported exactly');
select is((select count(*) from ops.inbox_stamps(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.inbox_stamps(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'and another is not it');
update integration_inbox set processed_at = '2026-10-01 12:00+00' where idempotency_key in ('T-1', 'T-2', 'T-3', 'T-4');
select results_eq($$select message from ops.check_rule('inbox_stamps') order by 1$$,
    $$values ('inbox message T-2 of deal.won: pending, but was processed'), ('inbox message T-3 of deal.won: processing, but was processed'),
        ('inbox message T-4 of deal.won: failed, but was processed')$$, 'so are those that still wait and have one');
select is((select observed ->> 'status' from ops.check_rule('inbox_stamps') where key ->> 'id' like '%2'), 'pending', 'with the state that they have');
select throws_ok($$select * from ops.repair('functions', rule => 'inbox_stamps')$$, 'OP003', null, 'whether it was done, its effect tells');

select * from finish();
rollback;
