-- Pages whose functions took too long when they were last measured.
begin;
select plan(6);

select is_empty($$select * from ops.check_rule('slow_pages')$$, 'never measured: nothing');
insert into ops.page_time (page, measured_at, milliseconds, role, row_count)
values ('public.a()', now() - interval '2 hours', 9000, 'authenticated', 1), ('public.a()', now() - interval '1 hour', 2999.9, 'authenticated', 1);
select is_empty($$select * from ops.check_rule('slow_pages')$$, 'the newest time counts, and three seconds are the limit');
insert into ops.page_time (page, measured_at, milliseconds, role, row_count) values ('public.a()', now() - interval '5 minutes', 3000, 'authenticated', 1);
select results_eq(
    $$select severity, message, key ->> 'page', fix from ops.check_rule('slow_pages')$$,
    $$values ('P2', 'public.a() took 3000 ms for a signed-in user 5 min ago', 'public.a()', 'select * from ops.measure_pages()')$$,
    'a slow page is reported, with the age of the measurement'
);
insert into ops.page_time (page, measured_at, role, error) values ('public.b()', now(), 'authenticated', '42501 permission denied');
select is((select message from ops.check_rule('slow_pages') where key ->> 'page' = 'public.b()'), 'public.b() failed 0 s ago: 42501 permission denied', 'so is one that failed');
delete from ops.page_time where page = 'public.b()';
insert into ops.rule_setting (rule, thresholds, changed_by) values ('slow_pages', '{"milliseconds": 3001}', 'test');
select is_empty($$select * from ops.check_rule('slow_pages')$$, 'the limit is the user''s');
update ops.rule_setting set thresholds = '{"milliseconds": 10}' where rule = 'slow_pages';
select is((select (expected #>> '{}')::integer from ops.check_rule('slow_pages')), 10, 'and shown');

select * from finish();
rollback;
