-- A roll's OCR status against its latest job.
begin;
select plan(9);

select set_config('test.s', sample.a_count_session('T')::text, true);
create function pg_temp.roll(place integer, status text) returns uuid language sql as $$
    select sample.a_count_roll(current_setting('test.s')::uuid, place, status)
$$;
select sample.an_ocr_job(pg_temp.roll(1, 'completed'), 'completed'), pg_temp.roll(2, 'pending'), sample.an_ocr_job(pg_temp.roll(3, 'skipped'), 'failed', 1);
update count_rolls set ocr_status = 'failed' where capture_sequence = 3;
insert into ocr_jobs (image_path, status) values ('alone.jpg', 'completed');
-- an earlier job that failed does not matter
select sample.an_ocr_job((select id from count_rolls where capture_sequence = 1), 'failed', 1, created_at => now() - interval '1 day');
select is_empty($$select * from ops.check_rule('ocr_status_of_rolls')$$, 'equal to the latest job, or without one: nothing');
select sample.an_ocr_job(pg_temp.roll(11, 'processing'), 'completed'), sample.an_ocr_job(pg_temp.roll(12, 'skipped'), 'completed'),
    sample.an_ocr_job(pg_temp.roll(13, 'pending'), 'completed');
update count_rolls set ocr_status = null where capture_sequence = 13;
select results_eq(
    $$select severity, regexp_replace(message, 'T-[0-9a-f]+', 'T'), expected, observed, size from ops.check_rule('ocr_status_of_rolls') order by message$$,
    $$values ('P3', 'roll T no. 11: OCR status processing, its job says completed', '{"ocr_status": "completed"}'::jsonb, '{"ocr_status": "processing"}'::jsonb, null::numeric),
        ('P3', 'roll T no. 12: OCR status skipped, its job says completed', null, '{"ocr_status": "skipped"}', null),
        ('P3', 'roll T no. 13: OCR status null, its job says completed', '{"ocr_status": "completed"}', '{"ocr_status": null}', null)$$,
    'reported exactly; what somebody typed in meanwhile is left to a person'
);
select results_eq($$select h.observed ->> 'ocr_status' from ops.ocr_status_of_rolls(array[(select id::text from count_rolls where capture_sequence = 11)]) as h$$,
    $$values ('processing')$$, 'by key');
select results_eq($$select state, count(*) from ops.repair_ocr(rule => 'ocr_status_of_rolls') group by 1 order by 1$$, $$values ('decide', 1::bigint), ('planned', 2)$$, 'a plan');
select is((select ocr_status from count_rolls where capture_sequence = 11), 'processing', 'changes nothing');
select is((select count(*) from ops.repair_ocr(false, 'ocr_status_of_rolls', reason => 'r') where state = 'applied' and subject = 'public.count_rolls'), 2::bigint, 'repaired');
select results_eq($$select ocr_status from count_rolls where capture_sequence > 10 order by capture_sequence$$, $$values ('completed'), ('skipped'), ('completed')$$, 'as the jobs say');
select is((select count(*) from ops.undo(ops.last_run(), 'back') where state = 'restored' and subject = 'public.count_rolls'), 2::bigint, 'undo');
select results_eq($$select ocr_status from count_rolls where capture_sequence > 10 order by capture_sequence$$, $$values ('processing'), ('skipped'), (null)$$, 'restores');

select * from finish();
rollback;
