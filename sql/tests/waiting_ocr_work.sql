-- Photos whose label has waited for OCR for too long.
begin;
select plan(5);

select set_config('test.s', sample.a_count_session('T')::text, true);
create function pg_temp.roll(place integer, status text, age interval, review text default 'pending_review') returns uuid language sql as $$
    select sample.a_count_roll(current_setting('test.s')::uuid, place, status, captured_at => now() - age, review => review)
$$;
select pg_temp.roll(1, 'pending', '14 minutes'), pg_temp.roll(2, 'completed', '1 day'), pg_temp.roll(3, 'pending', '1 day', 'approved'),
    sample.an_ocr_job(pg_temp.roll(4, 'pending', '1 day'), 'pending', created_at => now() - interval '14 minutes'),
    sample.an_ocr_job(pg_temp.roll(5, 'completed', '1 day'), 'completed', created_at => now() - interval '1 day'),
    sample.an_ocr_job(pg_temp.roll(6, 'failed', '1 day'), 'pending', 3, created_at => now() - interval '1 day'),
    pg_temp.roll(7, 'pending', '1 day');
update count_rolls set is_manual_entry = true where capture_sequence = 7;
select is_empty($$select * from ops.check_rule('waiting_ocr_work')$$,
    'young ones, read ones, approved ones, those with a young job, out of attempts, or typed in: nothing');
update ops.clock set shift = '2026-01-02 05:00+00' - now();
select set_config('test.r', pg_temp.roll(11, 'pending', now() - '2026-01-02 03:04+00')::text, true),
    set_config('test.j', sample.an_ocr_job(pg_temp.roll(12, 'pending', now() - '2026-01-02 03:04+00'), 'pending', 2, created_at => '2026-01-02 03:04+00')::text, true);
select results_eq(
    $$select severity, subject, regexp_replace(regexp_replace(message, '[0-9a-f-]{36}', 'S'), 'T-[0-9a-f]+', 'T'), observed #>> '{}', size from ops.check_rule('waiting_ocr_work') order by subject$$,
    $$values ('P2', 'public.count_rolls', 'roll T no. 11 waits for OCR since 2026-01-02 06:04', 'pending', null::numeric),
        ('P2', 'public.ocr_jobs', 'job S/12.jpg waits for OCR since 2026-01-02 06:04', 'pending', null)$$,
    'a job that nobody takes, and a roll that nobody made a job for'
);
select results_eq($$select h.subject from ops.waiting_ocr_work(array[current_setting('test.j')]) as h$$, $$values ('public.ocr_jobs')$$, 'by key');
select throws_ok($$select * from ops.repair_ocr(rule => 'waiting_ocr_work')$$, 'OP003', null, 'never repaired by us');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('waiting_ocr_work', '{"minutes": 180}', 't');
select is_empty($$select * from ops.check_rule('waiting_ocr_work')$$, 'a user''s own threshold is later');

select * from finish();
rollback;
