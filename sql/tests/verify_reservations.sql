-- The resolution check: what it says when all is well, when it is not, and that nothing of it stays.
begin;
select plan(15);

select sample.fill(lots => 60);
create temporary view digest as
select (select md5(string_agg(to_jsonb(l)::text, '|' order by l.id)) from lots as l) as lots, (select count(*) from reservations) as reservations,
    (select count(*) from reservation_lines) as lines, current_user as who, current_setting('request.jwt.claims', true) as claims,
    current_setting('search_path') as path;
create temporary table before as select * from digest;

select results_eq(
    $$select step, state, next from ops.verify_reservations()$$,
    $$values ('Run integrity check again', 'passed', null),
        ('Test new reservation creation', 'passed', null),
        ('Test new reservation creation, as owner', 'passed', null),
        ('Inventory page agrees with the rolls', 'passed', null),
        ('Dashboard agrees with the lines', 'passed', null)$$,
    'sound data passes each line'
);
select results_eq($$select lots, reservations, lines, who, path from digest$$, $$select lots, reservations, lines, who, path from before$$,
    'and nothing of the trial stays: no row, no role, no path');
select ok(coalesce((select claims from digest), '') = coalesce((select claims from before), ''), 'nor a claim');

update lots set reserved_meters = reserved_meters + 5 where id = (select min(id::text)::uuid from lots where status = 'in_stock');
select results_eq(
    $$select step, state, next from ops.verify_reservations() where state = 'failed'$$,
    $$values ('Run integrity check again', 'failed', 'select * from ops.check_reservations()'),
        ('Dashboard agrees with the lines', 'failed', 'select * from ops.repair_reservations()')$$,
    'a drift fails the check and the dashboard, and says what to do'
);
select count(*) from ops.repair_reservations(dry_run => false, reason => 'test');
select is_empty($$select * from ops.verify_reservations() where state <> 'passed'$$, 'repaired, all passes');

alter table reservation_lines disable trigger reservation_line_inserted;
select results_eq(
    $$select step, state, message like 'reserving 1 m moved the counter from%' from ops.verify_reservations() where step like 'Test%'$$,
    $$values ('Test new reservation creation', 'failed', true), ('Test new reservation creation, as owner', 'failed', true)$$,
    'a counter that does not count is found by trying'
);
alter table reservation_lines enable trigger reservation_line_inserted;
alter table reservations disable trigger reservation_canceled;
select results_eq(
    $$select state, message like 'cancelling left the counter at%' from ops.verify_reservations() where step = 'Test new reservation creation'$$,
    $$values ('failed', true)$$, 'so is a cancellation that gives nothing back'
);
alter table reservations enable trigger reservation_canceled;
update reservation_lines set quality = 'X' where false;
select results_eq(
    $$select state, message from ops.verify_reservations(as_user => gen_random_uuid()) where step = 'Test new reservation creation'$$,
    $$values ('manual', 'no active user may reserve')$$, 'a user who may not reserve leaves it to a person'
);

grant ops_operator to current_user;
set local role ops_operator;
select results_eq(
    $$select state, message like '% cannot act as authenticated', next = format('grant authenticated to %I', session_user)
        from ops.verify_reservations() where step = 'Test new reservation creation'$$,
    $$values ('unknown', true, true)$$, 'an operator who cannot act as a user is told the grant'
);
select is((select state from ops.verify_reservations() where step like '%as owner'), 'passed', 'and still gets the owner''s trial');
reset role;

select count(*) from ops.set_policy('reservations', 'guard', 'test', dry_run => false);
select is_empty($$select * from ops.verify_reservations() where state <> 'passed'$$, 'under the guard all passes');
select count(*) from ops.set_policy('reservations', 'lines', 'test', dry_run => false);
alter table rolls rename column meters to metres;
alter function get_inventory_pivot_summary() rename to pivot;
select is((select state from ops.verify_reservations() where step like 'Inventory page%'), 'unknown', 'a missing function of the app is unknown');
alter function pivot() rename to get_inventory_pivot_summary;
alter table rolls rename column metres to meters;
alter table user_roles rename to user_roles_gone;
select results_eq($$select step, state from ops.verify_reservations() where state = 'unknown'$$,
    $$values ('Test new reservation creation', 'unknown')$$, 'and so is a missing table');
alter table user_roles_gone rename to user_roles;
update lots set status = 'out_of_stock';
select is((select message from ops.verify_reservations() where step = 'Test new reservation creation'), 'no lot in stock has a metre to spare',
    'with nothing to reserve it is left to a person');
select results_eq($$select reservations, lines from digest$$, $$select reservations, lines from before$$, 'nothing was ever left behind');

select * from finish();
rollback;
