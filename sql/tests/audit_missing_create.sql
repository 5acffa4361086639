-- Things that exist and whose creation is not in the log, though the log reaches back that far.
begin;
select plan(13);

create function pg_temp.ordered(number text, at timestamptz) returns uuid language sql as $$
    insert into orders (order_number, customer_name, created_by, created_at) values (number, 'C', sample.a_user(), at) returning id$$;
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('audit_missing_create') order by message$$;
select sample.a_user();
select set_config('test.order', pg_temp.ordered('T-1', now() - interval '2 h')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'without a log nothing can be missing');
select set_config('test.entry', sample.an_entry('CREATE', 'order', current_setting('test.order')::uuid, at => now() - interval '2 h')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'a logged order says nothing');
select set_config('test.old', pg_temp.ordered('T-OLD', now() - interval '2 h')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'nor does one as old as the log');
select set_config('test.new', pg_temp.ordered('T-NEW', now() - interval '1 h')::text, true);
select results_eq($$select severity, message, subject, key ->> 'id', detail -> 'created_by' from ops.check_rule('audit_missing_create')$$,
    $$values ('P3', 'order T-NEW: its creation is not in the log', 'public.orders', current_setting('test.new'), to_jsonb(sample.a_user()))$$,
    'a later one is reported');
select is((select count(*) from ops.audit_missing_create(array[current_setting('test.old')])), 0::bigint, 'one key asks for one row');
select set_config('test.made', sample.an_entry('UPDATE', 'order', current_setting('test.new')::uuid)::text, true);
select is((select count(*) from ops.check_rule('audit_missing_create')), 1::bigint, 'a change is no creation');
update audit_logs set action = 'CREATE', entity_type = 'lot' where id = current_setting('test.made')::uuid;
select is((select count(*) from ops.check_rule('audit_missing_create')), 1::bigint, 'nor is that of another kind');
update audit_logs set entity_type = 'order' where id = current_setting('test.made')::uuid;

-- the other things that screens make: reservations, lots with a receipt, deliveries
select set_config('test.deal', sample.a_reservation('Deal')::text, true), set_config('test.import', sample.a_lot('T-IMPORT')::text, true),
    set_config('test.mo', sample.a_delivery('T-MO')::text, true);
update reservations set crm_deal_id = 'D-1' where id = current_setting('test.deal')::uuid;
insert into manufacturing_orders (mo_number, supplier_id, quality, color, ordered_amount, order_date, created_by, incoming_stock_id)
values ('T-MO', sample.a_supplier(), 'Q', 'ecru', 100, current_date, sample.a_user(), current_setting('test.mo')::uuid);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'what comes of the CRM, an import or a manufacturing order is not logged');
select set_config('test.reservation', sample.a_reservation('Dialog')::text, true), set_config('test.lot', sample.a_lot('T-LOT')::text, true),
    set_config('test.delivery', sample.a_delivery('T-IN')::text, true);
update reservations set reservation_number = 'T-RES' where id = current_setting('test.reservation')::uuid;
select sample.a_receipt(current_setting('test.delivery')::uuid, current_setting('test.lot')::uuid, 100);
select results_eq($$select subject, key ->> 'id', message from ops.check_rule('audit_missing_create') order by message$$,
    $$values ('public.incoming_stock', current_setting('test.delivery'), 'delivery T-IN: its creation is not in the log'),
        ('public.lots', current_setting('test.lot'), 'lot T-LOT: its creation is not in the log'),
        ('public.reservations', current_setting('test.reservation'), 'reservation T-RES: its creation is not in the log')$$,
    'what a dialog made and did not log is reported');
select is((select count(*) from ops.audit_missing_create(array[current_setting('test.lot')])), 1::bigint, 'one can be asked for alone');
select sample.an_entry('CREATE', 'lot', current_setting('test.reservation')::uuid), sample.an_entry('CREATE', 'lot', current_setting('test.lot')::uuid);
select results_eq($$select * from pg_temp.told()$$, $$values ('delivery T-IN: its creation is not in the log')$$, 'a reservation is logged as a lot');
select sample.an_entry('CREATE', 'incoming_stock', current_setting('test.delivery')::uuid), sample.an_entry('CREATE', 'incoming_stock', current_setting('test.delivery')::uuid);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'two rows are as good as one');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_missing_create')$$, 'OP003', null, 'no row is invented');

select * from finish();
rollback;
