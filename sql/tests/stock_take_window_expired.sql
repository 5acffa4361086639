-- Windows of a stock take past their end.
begin;
select plan(11);

insert into stock_take_sessions (id, status, started_by, started_at, expires_at, ended_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, (array['active', 'expired', 'ended'])[n], sample.a_user(), '2026-02-03 12:00+00',
    case when n = 1 then now() else '2026-02-04 12:00+00' end, case when n = 3 then now() end
from generate_series(1, 3) as n;
select is_empty($$select * from ops.check_rule('stock_take_window_expired')$$, 'sound data says nothing: ending now, expired, ended');
update stock_take_sessions set expires_at = '2026-02-04 12:00+00' where id = '00000000-0000-4000-8000-000000000001';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('stock_take_window_expired')$$,
    $$values ('P3', 'stock take window of 2026-02-03 is open, and expired on 2026-02-04', 'public.stock_take_sessions', '00000000-0000-4000-8000-000000000001',
        '{"status": "expired"}'::jsonb, '{"status": "active"}'::jsonb, 'violation', null::numeric)$$,
    'an open window past its end is reported exactly'
);
update stock_take_sessions set ended_at = null where status = 'ended';
insert into stock_take_sessions (id, started_by, started_at, expires_at, ended_at)
values ('00000000-0000-4000-8000-000000000004', sample.a_user(), '2026-02-05 12:00+00', '2026-02-06 12:00+00', now());
select results_eq($$select message, expected from ops.check_rule('stock_take_window_expired') where expected is null order by 1$$,
    $$values ('stock take window of 2026-02-03 was ended, and never', null::jsonb), ('stock take window of 2026-02-05 is active, and was ended', null)$$,
    'an end that contradicts the status is left to a person');
select is((select count(*) from ops.stock_take_window_expired(array['00000000-0000-4000-8000-000000000004'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from stock_take_sessions where status = 'expired'), 1::bigint, 'nothing has changed yet');
select results_eq($$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'stock_take_window_expired', reason => 'test') group by 1 order by 1$$,
    $$values ('applied', 1::bigint), ('decide', 2::bigint)$$, 'a repair closes the window');
select is((select status from stock_take_sessions where id = '00000000-0000-4000-8000-000000000001'), 'expired', 'as expired');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'stock_take_window_expired', reason => 'again') where state = 'applied'), 0::bigint, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 1::bigint, 'undo opens it');
select is((select status from stock_take_sessions where id = '00000000-0000-4000-8000-000000000001'), 'active', 'again');
select throws_ok($$select * from ops.repair_integrity(rule => 'stock_take_window_expired', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
