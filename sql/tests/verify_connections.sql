-- Whether connections are well again, as the runbook asks.
begin;
select plan(14);

select results_eq(
    $$select step, state from ops.verify_connections() where step like 'Verify%'$$,
    $$values ('Verify user can load inventory page', 'unknown'), ('Verify user can load inventory page', 'unknown')$$,
    'without an active user nobody can be acted as'
);
select set_config('test.user', sample.a_user()::text, true);
select set_config('test.lot', sample.a_lot('T-A')::text, true);
select is((select count(*) from ops.verify_connections() where step like 'Verify%' and state = 'passed'), 2::bigint, 'with one the page''s functions answer in time');
select is((select distinct (evidence ->> 'acted_as')::uuid from ops.verify_connections() where step like 'Verify%'), ops.app_user(), 'under that user''s claims');
select is((select distinct (evidence ->> 'limit')::numeric from ops.verify_connections() where step like 'Verify%'), extract(epoch from ops.app_role_timeout()) * 1000,
    'measured against the role''s own limit');
create or replace function public.get_dashboard_stats() returns jsonb language plpgsql as $$begin
    insert into public.written (role, claims) values (current_user, current_setting('request.jwt.claims'));
    raise notice '% %', current_user, current_setting('request.jwt.claims');
    if current_user <> 'authenticated' or auth.uid() is null then raise exception 'as %', current_user; end if;
    return '{}';
end$$;
create table public.written (role text, claims text);
grant insert on public.written to authenticated;
select is((select state from ops.verify_connections() where message like '%dashboard%'), 'passed', 'the function runs as authenticated and knows who asks');
select is_empty($$select * from public.written$$, 'and what it writes is rolled back');
select is(current_user::text, 'postgres', 'we are who we were');
select is(nullif(current_setting('request.jwt.claims', true), ''), null, 'without claims');
create or replace function public.get_dashboard_stats() returns jsonb language plpgsql as $$begin raise exception 'broken'; end$$;
select results_eq($$select state, message from ops.verify_connections() where message like '%dashboard%'$$,
    $$values ('unknown', 'public.get_dashboard_stats(): P0001 broken')$$, 'one that fails says how, and hides no other');

select results_eq($$select distinct state, next from ops.verify_connections() where step = 'Check error rates in logs'$$,
    $$values ('unknown', 'select * from ops.take_baseline(''connections'', ''why'')')$$, 'without a baseline rates are unknown');
select is((select count(*) from ops.take_baseline('connections', 'test')), 12::bigint, 'a baseline keeps the numbers');
select is((select distinct state from ops.verify_connections() where step = 'Check error rates in logs'), 'pending', 'for a minute they are pending');
update ops.baseline set taken_at = now() - interval '10 minutes';
select is((select distinct state from ops.verify_connections() where step = 'Check error rates in logs'), 'passed', 'then they are known');
create or replace function ops._database_counters() returns table (measure text, value numeric, unit text)
language sql stable set search_path = pg_catalog, pg_temp as $$select b.measure, b.value + case b.measure when 'sessions_fatal' then 11 else 5 end, b.unit from ops.baseline as b$$;
select is((select message from ops.verify_connections() where step = 'Check error rates in logs' and state = 'failed'),
    'sessions_fatal: 11 in 10.0 min, 1.10 a minute', 'and more than one a minute fails');

select * from finish();
rollback;
