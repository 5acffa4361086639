-- Orders that exist and whose creation is not in the log, though the log reaches back that far.
begin;
select plan(8);

create function pg_temp.ordered(number text, at timestamptz) returns uuid language sql as $$
    insert into orders (order_number, customer_name, created_by, created_at) values (number, 'C', sample.a_user(), at) returning id$$;
select sample.a_user();
select set_config('test.order', pg_temp.ordered('T-1', now() - interval '2 h')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'without a log nothing can be missing');
select set_config('test.entry', sample.an_entry('CREATE', 'order', current_setting('test.order')::uuid, at => now() - interval '2 h')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'a logged order says nothing');
select set_config('test.old', pg_temp.ordered('T-OLD', now() - interval '2 h')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_create')$$, 'nor does one as old as the log');
select set_config('test.new', pg_temp.ordered('T-NEW', now() - interval '1 h')::text, true);
select results_eq($$select severity, message, subject, key ->> 'id' from ops.check_rule('audit_missing_create')$$,
    $$values ('P3', 'order T-NEW: its creation is not in the log', 'public.orders', current_setting('test.new'))$$, 'a later one is reported');
select is((select count(*) from ops.audit_missing_create(array[current_setting('test.old')])), 0::bigint, 'one key asks for one row');
select set_config('test.made', sample.an_entry('UPDATE', 'order', current_setting('test.new')::uuid)::text, true);
select is((select count(*) from ops.check_rule('audit_missing_create')), 1::bigint, 'a change is no creation');
update audit_logs set action = 'CREATE', entity_type = 'lot' where id = current_setting('test.made')::uuid;
select is((select count(*) from ops.check_rule('audit_missing_create')), 1::bigint, 'nor is that of another kind');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_missing_create')$$, 'OP003', null, 'no row is invented');

select * from finish();
rollback;
