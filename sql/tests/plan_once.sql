-- A plan changes no column of a row twice: the first violation that asks for it is kept.
begin;
select plan(10);

create function pg_temp.entry(n integer) returns uuid language sql as $$select ('00000000-0000-4000-8000-00000000000' || n)::uuid$$;
-- marked reversed, but no reversal named; and a reversal that nothing names: both ask for the same four columns
select set_config('test.made', sample.an_entry('CREATE', 'lot', pg_temp.entry(7), identifier => 'T-GONE', at => now() - interval '3 h')::text, true);
select set_config('test.undo', sample.an_entry('DELETE', 'lot', pg_temp.entry(7), '{"lot_number": "T-GONE"}', notes => 'Reversed creation. by admin',
    identifier => 'T-GONE', at => now() - interval '1 h')::text, true);
update audit_logs set is_reversed = true where id = current_setting('test.made')::uuid;
create function pg_temp.planned() returns table (rule text, key text) language sql as
    $$select c.rule, c.key ->> 'id' from ops.plan_change as c where c.plan = (select max(p.id) from ops.plan as p) and c.state = 'planned'$$;

select results_eq($$select rule, key ->> 'id', state from ops.repair('integrity') where rule like 'audit%'$$,
    $$values ('audit_reversal_flag', current_setting('test.made'), 'planned')$$, 'a plan of the area has the row once');
select results_eq($$select rule, key ->> 'id' from ops.repair('integrity', rule => 'audit_unlinked_reversal')$$,
    $$values ('audit_unlinked_reversal', current_setting('test.made'))$$, 'the other rule asked for the same row');
select results_eq($$select rule, key ->> 'id', state from ops.repair_audit()$$,
    $$values ('audit_reversal_flag', current_setting('test.made'), 'planned')$$, 'the plan of the log has it once too');
create temporary table was as select a.* from audit_logs as a;
select results_eq($$select rule, state from ops.repair('integrity', dry_run => false, reason => 'marks') where rule like 'audit%'$$,
    $$values ('audit_reversal_flag', 'applied')$$, 'so has what is planned under the locks');
select is_empty($$select * from ops.check_audit(null)$$, 'and that mends both');
select ops.undo(ops.last_run(), 'taken back');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'undo restores every column');

-- columns that differ are no repetition; a row that leaves is one, and takes all that belongs together with it
insert into ops.plan (area, created_at, actor) values ('integrity', ops.now(), 'test');
insert into ops.plan_change (plan, "position", rule, message, subject, key, action, before, after, state, detail, about, together)
select (select max(p.id) from ops.plan as p), w.position, w.rule, 'm', 'public.lots', jsonb_build_object('id', w.key), w.action,
    case when w.action <> 'insert' then '{"a": "1"}'::jsonb end, w.after, w.state, '{}', w.about, w.together
from (values (1, 'lot_meters', 'L1', 'update', '{"meters": "1", "roll_count": "1"}'::jsonb, 'planned', 'L1', null),
    (2, 'lot_status', 'L1', 'update', '{"status": "in_stock"}', 'planned', 'L1', null),
    (3, 'lot_qr_code', 'L1', 'update', '{"roll_count": "2"}', 'planned', 'G', 'G'),
    (4, 'lot_qr_code', 'L2', 'insert', '{"id": "L2"}', 'planned', 'G', 'G'),
    (5, 'lot_qr_code', 'L3', 'update', '{"status": "in_stock"}', 'planned', 'H', null),
    (6, 'orphan_rows', 'L3', 'delete', null, 'planned', 'L3', null),
    (7, 'orphan_rows', 'L4', 'delete', null, 'planned', 'L4', null),
    (8, 'orphan_rows', 'L5', 'update', '{"status": "in_stock"}', 'planned', 'L4', null),
    (9, 'lot_status', 'L5', 'update', '{"status": "out_of_stock"}', 'held', 'L5', null)
) as w (position, rule, key, action, after, state, about, together);
select ops._drop_repeats((select max(p.id) from ops.plan as p));
select results_eq($$select c."position" from ops.plan_change as c where c.plan = (select max(p.id) from ops.plan as p) order by 1$$,
    array[1, 2, 5, 7, 8, 9], 'of each row and column the first is kept, and groups go as a whole');
select ops._drop_repeats((select max(p.id) from ops.plan as p));
select is((select count(*) from ops.plan_change as c where c.plan = (select max(p.id) from ops.plan as p)), 6::bigint, 'a second look drops nothing');
select is((select count(*) from ops.plan_change as c where c.rule = 'audit_unlinked_reversal'), 1::bigint, 'other plans are left as they are');
select is((select count(*) from pg_temp.planned()), 5::bigint, 'what is held is not planned, and stands in nobody''s way');

select * from finish();
rollback;
