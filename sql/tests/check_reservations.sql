-- The area's check as a whole: order, summary, and what could not run.
begin;
select plan(18);

select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.a', sample.a_lot('T-A')::text, true);
select set_config('test.b', sample.a_lot('T-B')::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.a')::uuid, 10);
select is_empty($$select * from ops.check_reservations()$$, 'sound data says nothing');
select matches(ops.check_summary('reservations', '[]', 0.25), '^reservations: clean · (\d+) of \1 rules ran · 0\.\d s$', 'and the summary says so');

update lots set reserved_meters = 12.5 where id = current_setting('test.a')::uuid;
update lots set reserved_meters = 100 where id = current_setting('test.b')::uuid;
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
select results_eq(
    $$select severity, rule, size from ops.check_reservations()$$,
    $$values ('P1', 'lot_reserved_meters', 100.00), ('P1', 'lot_reserved_meters', 2.50), ('P2', 'stale_reservation_lines', 10.00)$$,
    'violations come by severity, then metres'
);
select is(
    ops.check_summary('reservations', (select jsonb_agg(to_jsonb(v)) from ops.check_reservations() as v), 8.4),
    'reservations: 3 violations (P1 2, P2 1; 112.50 m) · '||(select count(*) || ' of ' || count(*) from ops.rule where area = 'reservations')||' rules ran · 8.4 s · next: select * from ops.repair_reservations()',
    'the summary counts them by severity and metres'
);
select is(
    ops.check_summary('reservations', (select jsonb_agg(to_jsonb(v)) from ops.check_reservations(max_rows => 1) as v), 8.4),
    'reservations: 3 violations (P1 2, P2 1; 112.50 m) · '||(select count(*) || ' of ' || count(*) from ops.rule where area = 'reservations')||' rules ran · 8.4 s · next: select * from ops.repair_reservations()',
    'a limit on rows does not change the totals'
);
select is_empty($$select fingerprint from ops.check_reservations() group by fingerprint having count(*) > 1$$, 'fingerprints tell violations apart');

insert into ops.rule_setting (rule, enabled, changed_by) values ('stale_reservation_lines', false, 'test');
select results_eq($$select state, why like 'disabled by test%' from ops.coverage('reservations') where rule = 'stale_reservation_lines'$$,
    $$values ('disabled', true)$$, 'a disabled rule is said to be');
select is((select count(*) from ops.check_reservations() where rule = 'stale_reservation_lines'), 0::bigint, 'and does not run');
update ops.rule_setting set enabled = true, severity = 'P0';
select is((select severity from ops.check_reservations() where rule = 'stale_reservation_lines'), 'P0', 'a user''s severity replaces ours');

alter table audit_logs rename column new_data to new_values;
select results_eq($$select status, message from ops.check_rule('stale_reservation_lines')$$,
    $$values ('skipped', 'skipped: column public.audit_logs.new_data is absent')$$, 'an absent column is a skip');
select count(*) from (select ops.repair_reservations()) as r;
insert into ops.rule_coverage (rule, last_ran_at) values ('stale_reservation_lines', now());
select results_eq($$select severity, status, message from ops.check_rule('stale_reservation_lines')$$,
    $$values ('P1', 'violation', 'coverage lost: column public.audit_logs.new_data is absent')$$, 'unless the rule ran here before');

create or replace function ops.negative_reserved_meters(keys text[] default null) returns setof ops.hit
language plpgsql stable set search_path = pg_catalog, pg_temp as $$begin return query select * from public.no_such_table; end$$;
select results_eq($$select status, message, detail ->> 'sqlstate' from ops.check_rule('negative_reserved_meters')$$,
    $$values ('unknown', 'could not run: 42P01 relation "public.no_such_table" does not exist', '42P01')$$,
    'a rule that fails is unknown, with its SQLSTATE');
select is((select count(*) from ops.check_reservations() where status = 'violation' and rule = 'lot_reserved_meters'), 2::bigint,
    'and hides no other');

-- the next call: what leads on from what was found
select matches(ops.check_summary('auth', '[{"rule": "inactive_user_session", "status": "violation", "severity": "P1"}]', 1),
    'next: select \* from ops\.rule_page\(''inactive_user_session''\)$', 'where no repair would touch it, the page of the worst rule');
select matches(ops.check_summary('auth', '[{"rule": "inactive_user_session", "status": "violation", "severity": "P1"},
    {"rule": "expired_invitation", "status": "violation", "severity": "P3"}]', 1),
    'next: select \* from ops\.repair_auth\(\)$', 'where it would touch some, the repair');
select matches(ops.check_summary('cron', '[{"rule": "stuck_runs", "status": "violation", "severity": "P2"}]', 1),
    'next: select \* from ops\.rule_page\(''stuck_runs''\)$', 'an area without a repair');
select is(ops._summary('x', array[row('a', 'x', 'P1', 'skipped', 'table t is absent')::ops.rule_state], '{}', 1, 'unused'),
    'x: nothing could be checked here · 0 of 1 rules ran · 1 skipped · 1.0 s · next: select * from ops.coverage()',
    'where nothing could be checked, what is missing');
select is(ops._summary('x', array[row('a', 'x', 'P1', 'ready', null)::ops.rule_state], '{}', 1, 'unused'),
    'x: clean · 1 of 1 rules ran · 1.0 s', 'where all is well, nothing');

select * from finish();
rollback;
