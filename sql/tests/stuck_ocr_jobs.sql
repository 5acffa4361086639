-- Jobs of the OCR queue that nobody will take up again.
begin;
select plan(15);

select set_config('test.s', sample.a_count_session('T')::text, true);
create function pg_temp.roll(place integer, status text) returns uuid language sql as $$
    select sample.a_count_roll(current_setting('test.s')::uuid, place, status)
$$;
select sample.an_ocr_job(pg_temp.roll(1, 'processing'), 'processing', 1, started_at => now() - interval '9 minutes'),
    sample.an_ocr_job(pg_temp.roll(2, 'pending'), 'pending', 2, created_at => now() - interval '1 day'),
    sample.an_ocr_job(pg_temp.roll(3, 'failed'), 'failed', 2, 'no'),
    sample.an_ocr_job(pg_temp.roll(4, 'completed'), 'completed', 3),
    sample.an_ocr_job(pg_temp.roll(5, 'completed'), 'processing', 1, started_at => now() - interval '1 day'),
    sample.an_ocr_job(pg_temp.roll(6, 'skipped'), 'failed', 3, 'no');
select is_empty($$select * from ops.check_rule('stuck_ocr_jobs')$$,
    'just begun, attempts left, done, or leftovers of what was read or typed in meanwhile: nothing');

select set_config('test.p', sample.an_ocr_job(pg_temp.roll(11, 'processing'), 'processing', 1, started_at => '2026-01-02 03:04+00')::text, true),
    set_config('test.f', sample.an_ocr_job(pg_temp.roll(12, 'failed'), 'failed', 3, '429 quota exceeded')::text, true),
    set_config('test.q', sample.an_ocr_job(pg_temp.roll(13, 'pending'), 'pending', 3)::text, true);
insert into ocr_jobs (id, image_path, status, attempts, created_at) values (gen_random_uuid(), 'alone.jpg', 'processing', 1, '2026-01-02 03:04+00');
select results_eq(
    $$select severity, regexp_replace(message, '[0-9a-f-]{36}', 'S'), observed #>> '{}', size from ops.check_rule('stuck_ocr_jobs') order by message ~ 'alone' desc, 2$$,
    $$values ('P2', 'OCR of alone.jpg: processing since 2026-01-02 06:04', 'processing', null::numeric),
        ('P2', 'OCR of S/11.jpg: processing since 2026-01-02 06:04', 'processing', null),
        ('P2', 'OCR of S/12.jpg: failed after 3 of 3 attempts (quota)', 'failed', null),
        ('P2', 'OCR of S/13.jpg: pending after 3 of 3 attempts', 'pending', null)$$,
    'processing for too long and out of attempts, with what the error speaks of, also without a roll'
);
select is_empty($$select * from ops.check_rule('ocr_status_of_rolls') where key ->> 'id' in (
    select r.id::text from count_rolls as r where r.capture_sequence in (11, 12, 13))$$, 'their rolls are left to this rule');
select results_eq($$select h.key ->> 'id' from ops.stuck_ocr_jobs(array[current_setting('test.p')]) as h$$, $$values (current_setting('test.p'))$$, 'by key');
select throws_ok($$select * from ops.repair_ocr(rule => 'stuck_ocr_jobs', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');
select results_eq($$select state, count(*) from ops.repair_ocr(rule => 'stuck_ocr_jobs') group by 1$$, $$values ('planned', 6::bigint)$$,
    'four jobs and the two rolls that say something else');
select is((select count(*) from ocr_jobs where status = 'processing'), 4::bigint, 'a plan changes nothing');
select is((select count(*) from ops.repair_ocr(false, 'stuck_ocr_jobs', reason => 'worker back') where state = 'applied'), 6::bigint, 'applied');
select results_eq($$select status, attempts, started_at from ocr_jobs where id in (current_setting('test.p')::uuid, current_setting('test.f')::uuid) order by attempts$$,
    $$values ('pending', 0, null::timestamptz), ('pending', 1, null)$$, 'pending again, with new attempts where they were used up');
select is((select count(*) from count_rolls where capture_sequence > 10 and ocr_status = 'pending'), 3::bigint, 'and so are their rolls');
select is_empty($$select * from ops.check_rule('stuck_ocr_jobs')$$, 'after that it is silent');
select is_empty($$select * from ops.repair_ocr(rule => 'stuck_ocr_jobs')$$, 'a second repair has nothing to do');
select is((select count(*) from ops.undo(ops.last_run(), 'back') where state = 'restored'), 6::bigint, 'undo');
select results_eq($$select status, attempts, started_at from ocr_jobs where id in (current_setting('test.p')::uuid, current_setting('test.f')::uuid) order by attempts$$,
    $$values ('processing', 1, '2026-01-02 03:04+00'::timestamptz), ('failed', 3, null)$$, 'restores every column');
select results_eq(
    $$select t.text, ops._ocr_error_class(t.text) from unnest(array['429: Too Many Requests', 'HTTP 402 payment required', '401 Unauthorized', 'invalid API key',
        'Object not found', 'request timed out', 'bad gateway', 'fetch failed', 'could not parse the answer', 'sorry', ' ', null]) as t (text)$$,
    $$values ('429: Too Many Requests', 'quota'), ('HTTP 402 payment required', 'quota'), ('401 Unauthorized', 'refused'), ('invalid API key', 'refused'),
        ('Object not found', 'photo missing'), ('request timed out', 'time-out'), ('bad gateway', 'provider down'), ('fetch failed', 'provider down'),
        ('could not parse the answer', 'unreadable'), ('sorry', 'other'), (' ', null), (null, null)$$, 'errors are told apart'
);

select * from finish();
rollback;
