-- Whether pages and statements are fast again, as the runbook asks.
begin;
select plan(8);

select set_config('test.user', sample.a_user()::text, true);
select is((select count(*) from ops.verify_performance() where step = 'Page load times < 2s' and state = 'passed'), 3::bigint, 'three pages are timed');
create or replace function public.get_dashboard_stats() returns jsonb language sql security definer as $$select to_jsonb(pg_sleep(2.05)::text)$$;
select results_eq($$select state, next from ops.verify_performance() where message like 'dashboard%'$$,
    $$values ('failed', 'select * from ops.check_performance()')$$, 'over two seconds is not well');
select is((select count(*) from ops.measure_pages()), 3::bigint, 'times can be kept');
select is((select count(*) from ops.page_time where acted_as = ops.app_user() and role = 'authenticated'), 3::bigint, 'with whom they were measured as');
update public.profiles set active = false;
select throws_ok('select * from ops.measure_pages()', 'OP003', 'pages cannot be measured here', 'nothing is kept where nothing can be measured');
select is((select state from ops.verify_performance() where step = 'Query times return to baseline'), 'unknown', 'uncounted statements are unknown');
create or replace function ops._measures_performance() returns table (measure text, value numeric, unit text)
language sql stable set search_path = pg_catalog, pg_temp as $$select 'statement_calls', 1000, 'calls' union all select 'statement_ms', 20000, 'ms'$$;
insert into ops.baseline (area, measure, value, unit, taken_at, reason)
values ('performance', 'statement_calls', 500, 'calls', now(), 'test'), ('performance', 'statement_ms', 5000, 'ms', now(), 'test');
select results_eq($$select state, message from ops.verify_performance() where step = 'Query times return to baseline'$$,
    $$values ('failed', '30.00 ms a call since the baseline, 10.00 ms before it')$$, 'the mean since the baseline against before');
update ops.baseline set value = case measure when 'statement_calls' then 950 else 19500 end;
select is((select state from ops.verify_performance() where step = 'Query times return to baseline'), 'pending', 'fifty calls prove nothing yet');

select * from finish();
rollback;
