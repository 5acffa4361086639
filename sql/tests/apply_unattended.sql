-- What a job may do: only where armed, only what is promoted, only within the caps.
begin;
select plan(16);

select results_eq($$select state from ops.armed()$$, array['info'], 'after install nothing runs by itself');
select set_config('test.lot', sample.a_lot('T-A')::text, true);
-- a direct write is told by its time, and a transaction has only one
alter table lots disable trigger user;
update lots set reserved_meters = 40, updated_at = now() + interval '1 second' where lot_number = 'T-A';
alter table lots enable trigger user;
select is((select cause from ops.check_rule('lot_reserved_meters')), 'direct_write', 'the cause is proven');

set local ops.actor = 'ops:nightly';
select set_config('test.plan', (select plan::text from ops.repair_reservations()), true);
select throws_ok($$select * from ops.apply(current_setting('test.plan')::bigint, 'nightly')$$, 'OP015', null, 'a job needs arming');
select matches(ops.arm('we watched it for two weeks'), '^armed by ops:nightly', 'arming says who and why');
select results_eq($$select state, note from ops.apply(current_setting('test.plan')::bigint, 'nightly')$$,
    $$values ('held', 'not promoted: select ops.promote(''lot_reserved_meters'', ''direct_write'', ''why'')')$$, 'and promotion');
select lives_ok($$select ops.promote('lot_reserved_meters', 'direct_write', '12 nights planned, 0 surprises')$$, 'a person promotes rule and cause');

select set_config('test.plan', (select plan::text from ops.repair_reservations()), true);
select ops.set_setting('cap_metres', '39');
select results_eq($$select state, note from ops.apply(current_setting('test.plan')::bigint, 'nightly')$$,
    $$values ('refused', '40.00 m are over cap_metres = 39')$$, 'over a cap the run is refused');
select is((select reserved_meters from lots where lot_number = 'T-A'), 40.00, 'and changes nothing');
select results_eq($$select area, severity, run is not null from ops.incident$$, $$values ('reservations', 'P1', true)$$, 'but opens an incident');
select ops.set_setting('cap_metres', null);
select results_eq($$select state from ops.apply(current_setting('test.plan')::bigint, 'nightly')$$, array['applied'], 'within the caps it applies');

update ops.arming set database_name = 'production';
select results_eq($$select state, detail ~ 'was production' from ops.armed()$$, $$values ('warn', true)$$, 'a copy of the database is not armed');
select matches(ops.disarm(), '^not armed', 'disarming stops everything');
select is(ops.demote('lot_reserved_meters', 'direct_write'), true, 'a promotion is taken back');
update ops.clock set shift = '2 hours';
set local ops.actor = 'a person';
select throws_ok(format('select * from ops.apply(%s, %L)', (select max(id) from ops.plan), 'late'), 'OP008', null, 'a plan of two hours ago, or applied, is refused');

select is(ops._not_promoted('order_status', null), 'not promoted: select ops.promote(''order_status'', ''any'', ''why'')',
    'a rule without causes is promoted for any');
select is(ops._not_promoted('lot_reserved_meters', 'unknown'), 'its cause is unknown, which is never applied unattended',
    'what cannot be promoted is not said to be');

select * from finish();
rollback;
