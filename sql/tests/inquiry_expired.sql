-- Inquiries past their last day.
begin;
select plan(11);

insert into inquiries (id, inquiry_number, customer_name, status, expires_at, created_by)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'C', (array['active', 'converted', 'draft', 'active', 'active'])[n],
    (array[now(), now() - interval '2 days', now() - interval '2 days', null, now() - interval '2 days'])[n], sample.a_user()
from generate_series(1, 4) as n;
select is_empty($$select * from ops.check_rule('inquiry_expired')$$, 'sound data says nothing: ending now, converted, draft, or without an end');
update inquiries set expires_at = '2026-02-03 12:00+00' where inquiry_number = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('inquiry_expired')$$,
    $$values ('P3', 'inquiry T-1 of C expired on 2026-02-03', 'public.inquiries', '00000000-0000-4000-8000-000000000001', '{"status": "expired"}'::jsonb,
        '{"status": "active"}'::jsonb, 'violation', null::numeric)$$,
    'an active inquiry past its end is reported exactly'
);
update inquiries set expires_at = now() where inquiry_number = 'T-4';
update ops.clock set shift = '1 second';
select is((select count(*) from ops.inquiry_expired(array['00000000-0000-4000-8000-000000000004'])), 1::bigint, 'a second later the other one is too, and can be asked for alone');
select results_eq($$select after, state from ops.repair_integrity(rule => 'inquiry_expired', keys => array['00000000-0000-4000-8000-000000000001'])$$,
    $$values ('{"status": "expired"}'::jsonb, 'planned')$$, 'a plan');
select is((select count(*) from inquiries where status = 'expired'), 0::bigint, 'changes nothing');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'inquiry_expired', reason => 'test') where state = 'applied'), 2::bigint, 'a repair ends both');
select is_empty($$select * from ops.check_rule('inquiry_expired')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'inquiry_expired', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo opens both');
select results_eq($$select inquiry_number, status from inquiries where inquiry_number like 'T-%' order by 1$$,
    $$values ('T-1', 'active'), ('T-2', 'converted'), ('T-3', 'draft'), ('T-4', 'active')$$, 'as they were');
select throws_ok($$select * from ops.repair_integrity(rule => 'inquiry_expired', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
