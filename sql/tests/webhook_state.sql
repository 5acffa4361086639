-- The views a person reads first: subscriptions, and OCR by state.
begin;
select plan(3);

select sample.failing_subscription('Down', 2, next_retry_at => now() - interval '1 hour'), sample.failing_subscription('Gone', 1, false, 5), sample.failing_subscription('Fine', 0);
select results_eq($$select subscription, is_active, failure_count, delivered, failed, due, given_up from ops.webhook_state$$,
    $$values ('Down', true, 2, 0::bigint, 2::bigint, 2::bigint, 0::bigint), ('Fine', true, 0, 0, 0, 0, 0), ('Gone', false, 1, 0, 1, 0, 1)$$,
    'active ones first, the worst first');
select sample.an_ocr_job(sample.a_count_roll(sample.a_count_session('T'), 1, 'failed'), 'failed', 3, '429 quota');
select results_eq($$select queue, state, rows from ops.ocr_state$$,
    $$values ('errors of 7 days', 'quota', 1::bigint), ('jobs', 'failed, out of attempts', 1), ('rolls', 'failed', 1)$$, 'by OCR state, not by review');
grant ops_reader to anon;
set local role anon;
select lives_ok($$select * from ops.ocr_state, ops.webhook_state, ops.recent_invocation$$, 'a reader sees them, past row security');
reset role;

select * from finish();
rollback;
