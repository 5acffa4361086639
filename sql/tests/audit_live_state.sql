-- Things that are not as the last row of the log left them.
begin;
select plan(23);

select set_config('test.in', sample.a_delivery('T-IN')::text, true), set_config('test.order', sample.an_order('T-ORDER')::text, true);
create function pg_temp.entry(became jsonb, hours integer, action text default 'UPDATE', kind text default 'incoming_stock') returns text language sql as $$
    select sample.an_entry(action, kind, current_setting(case kind when 'order' then 'test.order' else 'test.in' end)::uuid, null, became, null, now() - interval '1 h' * hours,
        case kind when 'order' then 'T-ORDER' else 'T-IN' end)::text$$;
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('audit_live_state') order by message$$;
create function pg_temp.silent(why text) returns text language sql as $$select is_empty('select * from ops.check_rule(''audit_live_state'')', why)$$;
select set_config('test.made', pg_temp.entry('{"quality": "Q-T-IN", "color": "ecru", "expected_meters": 100, "notes": "x", "received_meters": 7}', 9, 'CREATE'), true);
select set_config('test.ordered', pg_temp.entry('{"order_number": "T-ORDER", "customer_name": "Fixture customer", "status": "picking"}', 9, 'CREATE', 'order'), true);
select pg_temp.silent('sound data says nothing, whatever other fields the log has');
update incoming_stock set expected_meters = 120, color = 'red' where id = current_setting('test.in')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('audit_live_state')$$,
    $$values ('P3', 'CREATE of incoming stock T-IN left color at ecru, but it is red, and 1 more', 'public.audit_logs', current_setting('test.made'),
        '{"color": "ecru", "expected_meters": 100}'::jsonb, '{"color": "red", "expected_meters": 120.00}'::jsonb, 'violation', null::numeric)$$,
    'what nobody logged is reported exactly');
select is((select count(*) from ops.audit_live_state(array[current_setting('test.made')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_live_state(array[current_setting('test.ordered')])), 0::bigint, 'one key asks for one row');
select set_config('test.next', pg_temp.entry('{"expected_meters": 120}', 5), true);
select results_eq($$select * from pg_temp.told()$$, $$values ('CREATE of incoming stock T-IN left color at ecru, but it is red')$$, 'a later row counts, for the fields that it names');
update audit_logs set action = 'STATUS_CHANGE', new_data = '{"expected_meters": 120, "color": "red"}' where id = current_setting('test.next')::uuid;
select pg_temp.silent('for all of them, of any action that changes');
update audit_logs set action = 'APPROVE' where id = current_setting('test.next')::uuid;
select is((select count(*) from pg_temp.told()), 1::bigint, 'an approval changes nothing');
update audit_logs set action = 'UPDATE', is_reversed = true where id = current_setting('test.next')::uuid;
select is((select count(*) from pg_temp.told()), 1::bigint, 'nor does what was reversed');
update audit_logs set is_reversed = null where id = current_setting('test.next')::uuid;
select pg_temp.silent('an unknown mark counts as not reversed');
update audit_logs set created_at = now() - interval '12 h' where id = current_setting('test.next')::uuid;
select is((select count(*) from pg_temp.told()), 1::bigint, 'an earlier row is not the last word');
update audit_logs set created_at = (select m.created_at from audit_logs as m where m.id = current_setting('test.made')::uuid) where id = current_setting('test.next')::uuid;
select pg_temp.silent('of two rows of one transaction nobody knows the order');
update audit_logs set created_at = now() - interval '5 h', new_data = 'null' where id = current_setting('test.next')::uuid;
select is((select count(*) from pg_temp.told()), 1::bigint, 'a row without data says nothing');
update audit_logs set new_data = '{"expected_meters": "120", "color": "red", "invoice_number": ""}' where id = current_setting('test.next')::uuid;
select results_eq($$select * from pg_temp.told()$$, $$values ('UPDATE of incoming stock T-IN left invoice number at nothing, but it is T-IN')$$, 'a number logged as text is not judged, an empty field is');
update incoming_stock set invoice_number = null where id = current_setting('test.in')::uuid;
select pg_temp.silent('nothing is nothing, however it is written');
update audit_logs set new_data = '{"expected_meters": "120", "color": "red", "invoice_number": null}' where id = current_setting('test.next')::uuid;
select pg_temp.silent('null too');
update audit_logs set new_data = '{"expected_meters": "120", "color": "red", "invoice_number": "T-IN"}' where id = current_setting('test.next')::uuid;
select results_eq($$select * from pg_temp.told()$$, $$values ('UPDATE of incoming stock T-IN left invoice number at T-IN, but it is nothing')$$, 'what was emptied is reported');
update incoming_stock set invoice_number = 'T-IN' where id = current_setting('test.in')::uuid;
update orders set customer_name = 'Another', status = 'confirmed' where id = current_setting('test.order')::uuid;
select results_eq($$select * from pg_temp.told()$$, $$values ('CREATE of order T-ORDER left customer name at Fixture customer, but it is Another')$$, 'an order''s customer is');
update audit_logs set entity_type = 'supplier' where id = current_setting('test.ordered')::uuid;
select pg_temp.silent('a row of another kind says nothing of it');
update audit_logs set entity_type = 'order', entity_id = gen_random_uuid() where id = current_setting('test.ordered')::uuid;
select pg_temp.silent('nor does one of another thing');
update audit_logs set entity_id = current_setting('test.order')::uuid where id = current_setting('test.ordered')::uuid;
insert into ops.run (kind, area, actor, reason, state, started_at, heartbeat_at, pid, backend_start) select 'apply', 'integrity', 'test', 'test', 'done', now(), now(), 1, now();
insert into ops.change (run, "position", rule, message, subject, key, action, before, after, changed_at)
select max(r.id), 1, 'restore_rows', 'm', 'public.orders', jsonb_build_object('id', current_setting('test.order')), 'update', '{"customer_name": "Fixture customer"}', '{"customer_name": "Another"}', now()
from ops.run as r;
select pg_temp.silent('what we changed ourselves is in our own journal');
update ops.change set changed_at = now() - interval '10 h' where subject = 'public.orders';
select is((select count(*) from pg_temp.told()), 1::bigint, 'unless the log has a later word');
update ops.change set changed_at = now(), after = '{"status": "Another"}' where subject = 'public.orders';
select is((select count(*) from pg_temp.told()), 1::bigint, 'or it was another field');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_live_state')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
