-- Proposed edits: their decision, and whether it was carried out.
begin;
select plan(16);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true), set_config('test.other', sample.a_lot('T-OTHER')::text, true);
create function pg_temp.edit(n integer, status text, was text, became text, decided timestamptz default null, tbl text default 'lots', field text default 'color') returns text language sql as $$
    insert into field_edit_queue (id, table_name, record_id, field_name, old_value, new_value, status, submitted_by, approved_by, approved_at, created_at)
    values (('00000000-0000-4000-8000-00000000000' || n)::uuid, tbl, current_setting('test.lot')::uuid, field, was, became, status, sample.a_user(),
        case when decided is not null then sample.a_user() end, decided, '2026-10-01') returning id::text$$;
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('field_edit_state') order by message$$;
update lots set color = 'blue' where id = current_setting('test.lot')::uuid;
select pg_temp.edit(1, 'pending', 'blue', 'red'), pg_temp.edit(2, 'rejected', 'blue', 'red', '2026-10-03'), pg_temp.edit(3, 'approved', 'ecru', 'blue', '2026-10-02'),
    pg_temp.edit(4, 'approved', 'blue', 'red', '2026-10-02', 'nowhere'), pg_temp.edit(5, 'approved', 'blue', 'blue', '2026-10-02', field => 'quality'),
    pg_temp.edit(6, 'approved', 'blue', 'red', '2026-10-01', field => 'absent');
select is_empty($$select * from ops.check_rule('field_edit_state')$$, 'sound data says nothing, nor does an edit of what does not exist here');
update lots set color = 'green' where id = current_setting('test.lot')::uuid;
select is_empty($$select * from ops.check_rule('field_edit_state')$$, 'a third value came later');
delete from field_edit_queue where id = '00000000-0000-4000-8000-000000000002';
update lots set color = 'ecru' where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size, detail from ops.check_rule('field_edit_state')$$,
    $$values ('P3', 'edit of lots.color: approved, but it still is ecru and not blue', 'public.field_edit_queue', '00000000-0000-4000-8000-000000000003', null::jsonb,
        '"approved"'::jsonb, 'violation', null::numeric, jsonb_build_object('record_id', current_setting('test.lot'), 'old_value', 'ecru', 'new_value', 'blue'))$$,
    'an edit that was approved and never made is reported exactly');
select is((select count(*) from ops.field_edit_state(array['00000000-0000-4000-8000-000000000003'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.field_edit_state(array['00000000-0000-4000-8000-000000000001'])), 0::bigint, 'and another is not it');
select pg_temp.edit(7, 'approved', 'blue', 'ecru', '2026-10-04');
select is_empty($$select * from ops.check_rule('field_edit_state')$$, 'a later approval is the last word');
update field_edit_queue set field_name = 'notes' where id = '00000000-0000-4000-8000-000000000007';
select is((select count(*) from pg_temp.told()), 1::bigint, 'of that field');
update field_edit_queue set field_name = 'color', record_id = current_setting('test.other')::uuid where id = '00000000-0000-4000-8000-000000000007';
select is((select count(*) from pg_temp.told()), 1::bigint, 'of that row');
update field_edit_queue set record_id = current_setting('test.lot')::uuid, status = 'rejected' where id = '00000000-0000-4000-8000-000000000007';
select is_empty($$select * from ops.check_rule('field_edit_state')$$, 'a later rejection too');
delete from field_edit_queue where id in ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000007');
update field_edit_queue set status = 'done', approved_by = sample.a_user(), approved_at = now() where id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('edit of lots.color: unknown state done')$$, 'a state that the application does not know');
update field_edit_queue set status = 'pending' where id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('edit of lots.color: waits, and was decided')$$, 'an edit that waits although it was decided');
update field_edit_queue set approved_by = null where id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('edit of lots.color: waits, and was decided')$$, 'even if only a time is set');
update field_edit_queue set status = 'rejected' where id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('edit of lots.color: rejected, but by nobody or at no time')$$, 'one that nobody decided');
update field_edit_queue set approved_by = sample.a_user(), approved_at = created_at - interval '1 second' where id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('edit of lots.color: decided before it was proposed')$$, 'and one that was decided too early');
update field_edit_queue set approved_at = created_at where id = '00000000-0000-4000-8000-000000000001';
select is_empty($$select * from ops.check_rule('field_edit_state')$$, 'the same moment is fine');
select throws_ok($$select * from ops.repair_integrity(rule => 'field_edit_state')$$, 'OP003', null, 'an edit is a person''s');

select * from finish();
rollback;
