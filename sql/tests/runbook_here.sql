-- The runbook with what is broken now in its calls; what nothing open can tell says where it is found.
begin;
select plan(17);

create function pg_temp.note(area text, step text) returns text language sql as
    $$ select r.note from ops.runbook_here(area) as r where r.topic || ' ' || r.item = step $$;

-- nothing is broken: each placeholder says where it comes from
select is(pg_temp.note('reservations', 'detect 1'), E'select * from ops.explain_lot(''<lot number>'')\n-- <lot number>: '
    || (ops._placeholders() ->> '<lot number>'), 'a statement stays one: what is added is a comment');
select matches(pg_temp.note('email', 'respond 2'), E'^lotastro-ops mail-check [^\n]+\n# <sending domain>: ', 'a comment of the shell under a command');
select is((select count(*) from ops.runbook_here('email') where topic = 'afterwards'), 0::bigint, 'without an incident there is nothing to do afterwards');
select is_empty($$select a.name, r.note from ops.area as a cross join lateral ops.runbook_here(a.name) as r
    cross join lateral regexp_matches(r.note, '<[a-z][^<>]*>', 'g') as m
    where m[1] <> '<area>' and r.note !~ (regexp_replace(m[1], '([().])', '\\\1', 'g') || ': \w')$$, 'no placeholder is left without a word');

-- a line is found wrong: its lot
select sample.a_lot('R-1'), sample.a_lot('R ''2');
insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
select sample.a_reservation(), 'INVENTORY', l.id, 'another', l.color, 5 from lots as l where l.lot_number = 'R-1';
select count(*) from ops.record_check('reservations');
select is((select string_agg(distinct rule, ', ') from ops.open_finding), 'reservation_line_labels', 'a line is found');
select is(pg_temp.note('reservations', 'detect 1'), 'select * from ops.explain_lot(''R-1'')', 'its lot is filled in');
update lots set reserved_meters = 9 where lot_number = 'R ''2';
select count(*) from ops.record_check('reservations');
select is(pg_temp.note('reservations', 'detect 1'), 'select * from ops.explain_lot(''R ''''2'')', 'the worst comes first, well quoted');
select lives_ok(pg_temp.note('reservations', 'detect 1'), 'and the call runs as it stands');
select matches(pg_temp.note('reservations', 'afterwards 1'), '^lotastro-ops incident report \d+$', 'the incident''s number is filled in');
select matches(pg_temp.note('reservations', 'afterwards 9'), 'ops.set_area\(''reservations'', ', 'and the area');

-- who is locked out, which key is at its limit, who misses mail, which function is late
insert into public.login_attempts (email, attempted_at) select 'out@example.org', now() - n * interval '1 minute' from generate_series(1, 5) as n;
select count(*) from ops.record_check('auth');
select is(pg_temp.note('auth', 'respond 5'), 'select * from ops.clear_login_lockout(''out@example.org'', ''why'')', 'who is locked out');
insert into public.api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute)
values ('00000000-0000-4000-8000-0000000000a1', 'No limit', 'nol', 'nol', 'shop', null);
select count(*) from ops.record_check('rate_limits');
select is(pg_temp.note('rate_limits', 'respond 4'), 'select * from ops.revoke_api_key(''00000000-0000-4000-8000-0000000000a1'', ''why'')', 'which key is unlimited');
select matches(pg_temp.note('rate_limits', 'respond 2'), 'api_key_id = ''00000000-0000-4000-8000-0000000000a1''', 'also within what is done by hand');
insert into public.email_log (recipient, subject, status, retry_count) values ('misses@example.org', 'S', 'permanently_failed', 3);
select count(*) from ops.record_check('email');
select matches(pg_temp.note('email', 'detect 2'), 'lower\(''misses@example.org''\)', 'who misses mail');
insert into public.inventory_snapshots (snapshot_date) values (current_date - 3);
select count(*) from ops.record_check('cron');
select is(pg_temp.note('cron', 'respond 4'), 'select * from ops.invoke_function(''take-daily-snapshot'', reason => ''why'')', 'which function is late');
select ops.set_setting('functions_url', 'https://abcdefgh.supabase.co/functions/v1');
select matches(pg_temp.note('auth', 'respond 2'), 'https://abcdefgh\.supabase\.co/auth/v1/[^\n]+$', 'the project comes from its address, and then needs no word');
select is_empty($$select m[1] from regexp_matches((select string_agg(r.note, E'\n') from ops.area as a
    cross join lateral ops.runbook(a.name) as r) || ops.runbook_general()::text, '<[a-z][^<>]*>', 'g') as m
    where not ops._placeholders() ? m[1]$$, 'every placeholder is explained');

select * from finish();
rollback;
