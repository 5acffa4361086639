-- Whether OCR works again: against the numbers kept when the incident began.
begin;
select plan(15);

create function pg_temp.step(step text) returns text language sql as $$
    select v.state || ': ' || v.message from ops.verify_ocr() as v where v.step = step.step
$$;
create function pg_temp.session(number text, age interval, rolls integer, score numeric, status text default 'completed') returns text language plpgsql as $$
declare
    v_session uuid := sample.a_count_session(number, ops.now() - age);
begin
    perform sample.a_count_roll(v_session, n, status, score, captured_at => ops.now() - age) from generate_series(1, rolls) as n;
    return v_session;
end
$$;
select is(pg_temp.step('New uploads process successfully'), 'pending: pending until somebody photographs a roll', 'nothing new to look at');
select is(pg_temp.step('Confidence scores return to normal'), 'unknown: no baseline says what is normal', 'no baseline, no normal');
select is(pg_temp.step('Queue length decreasing'), 'passed: 0 photos in the queue, 0 jobs stuck', 'an empty queue needs none');
select pg_temp.session('usual', '9 days', 10, 0.8), pg_temp.session('waits', '10 minutes', 2, null, 'pending');
select is(pg_temp.step('Queue length decreasing'), 'unknown: 2 photos in the queue, 0 jobs stuck', 'is it shorter? shorter than what?');
select results_eq($$select measure, value, unit from ops.take_baseline('ocr', 'quota') order by 1$$,
    $$values ('confidence', 80.0, '%'), ('manual', 0.0, '%'), ('queue', 2, 'photos'), ('stuck', 0, 'jobs')$$, 'the baseline keeps the numbers');
select is(pg_temp.step('Queue length decreasing'), 'failed: 2 photos in the queue (2 at the baseline), 0 jobs stuck', 'not shorter');
update count_rolls set ocr_status = 'completed' where ocr_status = 'pending' and capture_sequence = 1;
select is(pg_temp.step('Queue length decreasing'), 'passed: 1 photos in the queue (2 at the baseline), 0 jobs stuck', 'shorter');
select is(pg_temp.step('New uploads process successfully'), 'pending: pending until somebody photographs a roll', 'what was taken before the baseline proves nothing');
update ops.clock set shift = interval '1 hour';
select pg_temp.session('new', '1 minute', 9, 66);
select is(pg_temp.step('New uploads process successfully'), 'passed: 9 of 9 photos since then were read', 'read since then');
select is(pg_temp.step('Confidence scores return to normal'), 'pending: pending until 10 photos are read: 9 so far', 'too few to tell');
select pg_temp.session('more', '1 minute', 1, 0.66);
select is(pg_temp.step('Confidence scores return to normal'), 'passed: mean 66.0 % of 10 photos, usually 80.0 %', 'within 15 points, whatever the unit');
select pg_temp.session('bad', '1 minute', 10, 0.5, 'failed');
select is(pg_temp.step('Confidence scores return to normal'), 'failed: mean 58.0 % of 20 photos, usually 80.0 %', 'and below');
select is(pg_temp.step('New uploads process successfully'), 'failed: 10 of 20 photos since then failed, 0 wait for more than 15 minutes', 'failures are told');
select pg_temp.session('slow', '16 minutes', 1, null, 'processing');
select is(pg_temp.step('New uploads process successfully'), 'failed: 10 of 21 photos since then failed, 1 wait for more than 15 minutes', 'and those that wait');
update storage.buckets set public = true;
select is(pg_temp.step('The bucket of the photos can be used'), 'failed: stock-take-photos is public: anybody with an address sees the photos', 'the bucket');

select * from finish();
rollback;
