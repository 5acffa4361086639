-- Inquiries and the order that they became.
begin;
select plan(9);

insert into inquiries (id, inquiry_number, customer_name, status, created_by, created_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'C', (array['active', 'converted', 'converted', 'expired'])[n], sample.a_user(), now() - interval '1 day'
from generate_series(1, 4) as n;
select set_config('test.order', sample.an_order('T-ORDER')::text, true);
update inquiries set converted_to_order_id = current_setting('test.order')::uuid, converted_at = created_at, converted_by = created_by where inquiry_number = 'T-3';
select is_empty($$select * from ops.check_rule('inquiry_conversion')$$, 'sound data says nothing; nor does a converted inquiry of the screens, which write none of the columns');
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('inquiry_conversion') order by message$$;

update inquiries set converted_to_order_id = current_setting('test.order')::uuid, converted_at = '2026-02-03 12:00+00', converted_by = created_by, created_at = '2026-02-01'
where inquiry_number = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed - 'converted_by', status, size from ops.check_rule('inquiry_conversion')$$,
    $$select 'P3', 'inquiry T-1 of C: is active, but became an order', 'public.inquiries', '00000000-0000-4000-8000-000000000001', null::jsonb,
        jsonb_build_object('status', 'active', 'converted_to_order_id', current_setting('test.order'), 'converted_at', '2026-02-03 12:00+00'::timestamptz),
        'violation', null::numeric$$,
    'an active inquiry with an order is reported exactly');
select is((select count(*) from ops.inquiry_conversion(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.inquiry_conversion(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'and another is not it');
update inquiries set status = 'converted', converted_by = null where inquiry_number = 'T-1';
select results_eq($$select * from pg_temp.told()$$, $$values ('inquiry T-1 of C: became an order, but not when or by whom')$$, 'nobody converted it');
update inquiries set converted_to_order_id = null where inquiry_number = 'T-1';
select results_eq($$select * from pg_temp.told()$$, $$values ('inquiry T-1 of C: was converted, but into no order')$$, 'it became nothing');
update inquiries set converted_at = null, converted_by = created_by where inquiry_number = 'T-1';
select results_eq($$select * from pg_temp.told()$$, $$values ('inquiry T-1 of C: was converted, but into no order')$$, 'even if only a person is named');
update inquiries set converted_by = null where inquiry_number = 'T-1';
update inquiries set converted_at = created_at - interval '1 second' where inquiry_number = 'T-3';
select results_eq($$select * from pg_temp.told()$$, $$values ('inquiry T-3 of C: was converted before it was made')$$, 'or it was converted too early');
select throws_ok($$select * from ops.repair_integrity(rule => 'inquiry_conversion')$$, 'OP003', null, 'which order it was, a person knows');

select * from finish();
rollback;
