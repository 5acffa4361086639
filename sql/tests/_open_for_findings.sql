-- The title of an incident names a cause where there is one, and no word for there being none; incidents of one look
-- share their numbers.
begin;
select plan(6);

insert into email_log (recipient, subject, status, retry_count, created_at)
values ('a@x.example', 'S', 'permanently_failed', 3, ops.now() - interval '1 hour');
select count(*) from ops.record_check('email');
select is((select title from ops.incident where area = 'email'), 'email: 1 finding, by mail_given_up', 'without a cause: how many, and by which rule');
select is((select cause from ops.incident where area = 'email'), 'unnamed', 'though the incident is told from others by it');
select matches(obj_description('ops'::regnamespace, 'pg_namespace'), 'Begin with: select \* from ops\.check_all\(\)$',
    'who finds the schema finds where to begin');

-- An area's numbers can take a minute: incidents that one look opens have the same, measured once.
create sequence measured;
create function ops._measures_reservations() returns table (measure text, value numeric, unit text) language sql volatile as
    $$ select 'looks', nextval('public.measured')::numeric, 'looks' $$;
select set_config('test.lot', sample.a_lot('T-A')::text, true), sample.a_lot('T-B'), sample.a_lot('T-C');
select set_config('test.line', sample.a_line(sample.a_reservation(), current_setting('test.lot')::uuid, 40)::text, true);
update reservation_lines set lot_id = (select id from lots where lot_number = 'T-B') where id = current_setting('test.line')::uuid;
update lots set reserved_meters = 7, updated_at = now() + interval '1 hour' where lot_number = 'T-C';
select count(*) from ops.record_check('reservations');
select is((select count(distinct cause) from ops.incident where area = 'reservations'), 2::bigint, 'one look opens two incidents');
select results_eq($$select b.measure, b.value, count(*), count(distinct b.reason) from ops.baseline as b where b.area = 'reservations' group by 1, 2$$,
    $$values ('looks', 1::numeric, 2::bigint, 2::bigint)$$, 'each keeps the numbers under its own name, and they were measured once');
select results_eq($$select count(*) from ops.incident_event as e join ops.incident as i on i.id = e.incident where i.area = 'reservations' and e.kind = 'baseline'$$,
    $$values (2::bigint)$$, 'and says so');

select * from finish();
rollback;
