-- Whether functions work again: honest about what cannot be known yet.
begin;
select plan(17);

create function pg_temp.step(step text) returns text language sql as $$
    select v.state || ': ' || v.message from ops.verify_functions() as v where v.step = step.step
$$;
create function pg_temp.call(name text, state text, status integer default null, age interval default '1 second') returns bigint language sql as $$
    insert into ops.invocation (function, channel, kind, url, headers, actor, reason, asked_at, time_limit, state, status_code, error, answered_at)
    values (name, 'command line', 'call', 'https://x.example/f', '{}', 'a', 'r', ops.now() - age, '30 seconds', state, status,
        case when state = 'failed' then 'cut off' end, '2026-01-02 03:04:05+00')
    returning id
$$;
update ops.clock set shift = '2026-01-02 03:05:00+00' - now();
select is(pg_temp.step('Function returns 200 status'), 'manual: nobody called a function through us in 24 hours', 'without a call a person must look');
select is(pg_temp.step('Expected side effects occur'), 'manual: no call by us to look for the effect of', 'at the effect, too');
select is(pg_temp.step('No errors in function logs'), 'manual: 0 of 0 logged API calls since 01-02 05:05 failed', 'the logs are elsewhere');
insert into api_request_logs (endpoint, method, status_code, created_at) values ('/a', 'GET', 500, ops.now() - interval '1 minute'), ('/a', 'GET', 500, ops.now() - interval '2 hours'), ('/a', 'GET', 499, ops.now());
select is(pg_temp.step('No errors in function logs'), 'failed: 1 of 2 logged API calls since 01-02 05:05 failed', 'but what is known to fail fails');
select ops.take_baseline('functions', 'mended') is not null;
select is(pg_temp.step('No errors in function logs'), 'manual: 0 of 0 logged API calls since 01-02 06:05 failed', 'and after a baseline only what came since counts');
select is(pg_temp.step('Secrets that SQL sends are in vault'), 'failed: absent: CRON_SECRET, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY', 'names, never values');
select vault.create_secret('x', n) from unnest(array['CRON_SECRET', 'SUPABASE_ANON_KEY', 'SUPABASE_SERVICE_ROLE_KEY']) as n;
select is(pg_temp.step('Secrets that SQL sends are in vault'), 'passed: 3 of 3 names are there', 'all there');

select pg_temp.call('process-ocr-queue', 'sent');
select is(pg_temp.step('Function returns 200 status'), 'pending: process-ocr-queue: pending until 06:05:29', 'sent is pending until its time is over');
select is(pg_temp.step('Expected side effects occur'), 'passed: process-ocr-queue: no work is due any more', 'no backlog is its effect');
insert into ocr_jobs (image_path, status, created_at) values ('a', 'pending', '2026-01-02 01:00+00');
select is(pg_temp.step('Expected side effects occur'), 'pending: process-ocr-queue: work due since 2026-01-02 04:00', 'an old backlog may still go, for five minutes');
select pg_temp.call('process-ocr-queue', 'answered', 200, '6 minutes');
select is(pg_temp.step('Function returns 200 status'), 'passed: process-ocr-queue answered 200 at 06:04:05', 'answered with success');
select is(pg_temp.step('Expected side effects occur'), 'failed: process-ocr-queue: work due since 2026-01-02 04:00', 'and yet without effect');
select pg_temp.call('take-daily-snapshot', 'answered', 500);
select is(pg_temp.step('Function returns 200 status'), 'failed: take-daily-snapshot answered 500 at 06:04:05', 'the latest call counts');
select is(pg_temp.step('Expected side effects occur'), 'manual: take-daily-snapshot: nothing to look at here', 'nothing to look at is not passed');
insert into inventory_snapshots (snapshot_date) values ('2026-01-02');
select is(pg_temp.step('Expected side effects occur'), 'passed: take-daily-snapshot: last trace 01-03 00:00:00, called 01-02 06:04:59', 'a trace since the call');
select pg_temp.call('send-test-email', 'failed');
select is(pg_temp.step('Function returns 200 status'), 'failed: send-test-email: cut off', 'no answer is a failure');
alter table vault.secrets rename to things;
drop view vault.decrypted_secrets;
select is(pg_temp.step('Secrets that SQL sends are in vault'), 'unknown: vault.decrypted_secrets is absent', 'without vault nothing is known');

select * from finish();
rollback;
