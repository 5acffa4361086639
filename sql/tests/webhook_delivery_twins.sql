-- Deliveries whose twin columns disagree.
begin;
select plan(10);

select set_config('test.s', sample.failing_subscription('Twins', 0)::text, true);
create function pg_temp.delivery(event text, code integer, response integer) returns text language sql as $$
    insert into webhook_deliveries (subscription_id, event_type, event, payload, status_code, response_status)
    values (current_setting('test.s')::uuid, 'order.created', event, '{}', code, response) returning id::text
$$;
select pg_temp.delivery('order.created', 200, 200), pg_temp.delivery('order.created', null, null);
select is_empty($$select * from ops.check_rule('webhook_delivery_twins')$$, 'equal twins say nothing, both empty neither');
select set_config('test.a', pg_temp.delivery(null, 200, 200), true), set_config('test.b', pg_temp.delivery('order.created', 503, null), true),
    set_config('test.c', pg_temp.delivery('order.created', null, 404), true);
select results_eq(
    $$select severity, replace(message, key ->> 'id', 'D'), expected, observed, size from ops.check_rule('webhook_delivery_twins') order by 2$$,
    $$select 'P3', v.message, v.expected::jsonb, v.observed::jsonb, null::numeric from (values
        ('delivery D: event null, event_type order.created', '{"event": "order.created", "status_code": "200", "response_status": "200"}', '{"event": null, "status_code": "200", "response_status": "200"}'),
        ('delivery D: status_code 503, response_status null', '{"event": "order.created", "status_code": "503", "response_status": "503"}', '{"event": "order.created", "status_code": "503", "response_status": null}'),
        ('delivery D: status_code null, response_status 404', '{"event": "order.created", "status_code": "404", "response_status": "404"}', '{"event": "order.created", "status_code": null, "response_status": "404"}')
    ) as v (message, expected, observed) order by 2$$,
    'an empty twin is reported, with what its twin says'
);
select set_config('test.d', pg_temp.delivery('lot.created', 200, 200), true), set_config('test.e', pg_temp.delivery('order.created', 200, 500), true);
select results_eq(
    $$select key ->> 'id', expected is null from ops.check_rule('webhook_delivery_twins')
      where key ->> 'id' in (current_setting('test.d'), current_setting('test.e')) order by message like '%event%' desc$$,
    $$values (current_setting('test.d'), true), (current_setting('test.e'), true)$$, 'where both are there and differ, nobody knows which is true'
);
select results_eq($$select state, count(*) from ops.repair_functions(rule => 'webhook_delivery_twins') group by 1 order by 1$$,
    $$values ('decide', 2::bigint), ('planned', 3)$$, 'so those are left to a person');
select results_eq($$select h.key ->> 'id' from ops.webhook_delivery_twins(array[current_setting('test.a')]) as h$$,
    $$values (current_setting('test.a'))$$, 'by key');
select results_eq($$select state, count(*) from ops.repair_functions(false, 'webhook_delivery_twins', reason => 'r') group by 1 order by 1$$,
    $$values ('applied', 3::bigint), ('decide', 2)$$, 'the others are filled');
select is((select count(*) from webhook_deliveries where event = event_type and status_code is not distinct from response_status), 5::bigint, 'from their twin');
select is((select count(*) from ops.check_rule('webhook_delivery_twins')), 2::bigint, 'after that only those two are reported');
select results_eq($$select state, count(*) from ops.undo(ops.last_run(), 'back') group by 1$$, $$values ('restored', 3::bigint)$$, 'undo');
select is((select count(*) from webhook_deliveries where event is null or status_code is null or response_status is null), 4::bigint, 'empties them again');

select * from finish();
rollback;
