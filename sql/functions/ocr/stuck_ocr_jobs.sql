-- Jobs of the OCR queue that nobody will take up again.
create or replace function ops.stuck_ocr_jobs(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.ocr_jobs',
            jsonb_build_object('id', s.id),
            left(format('OCR of %s: %s%s', s.image_path, case
                when s.status = 'processing' then 'processing since '
                    || ops._moment(s.since, (select ops.setting('time_zone')))
                else format('%s after %s of %s attempts', s.status, s.attempts, s.max_attempts) end,
                coalesce(' (' || ops._ocr_error_class(s.error_message) || ')', '')), 100),
            null::text,
            to_jsonb('pending'::text),
            to_jsonb(s.status),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('roll_id', s.roll_id, 'since', s.since, 'attempts', s.attempts,
                'error_class', ops._ocr_error_class(s.error_message), 'error', left(s.error_message, 200))),
            null::text
        from ops._stuck_ocr_jobs() as s
        where keys is null or s.id = any (keys::uuid[]);
end
$$;
comment on function ops.stuck_ocr_jobs(text[]) is
    'Runbook 5: processing for more than 10 minutes (threshold minutes), or attempts used up. The worker crashed or '
    'gave up and never looks again; the error''s text is classified.';
revoke all on function ops.stuck_ocr_jobs(text[]) from public;
select ops._define_rule(
    name => 'stuck_ocr_jobs',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'No OCR job is stuck in processing or out of attempts',
    why => 'The label of a roll is never read, and somebody types it in or counts again.',
    repair_class => 'lock',
    reads => '{"public.ocr_jobs": ["id", "roll_id", "image_path", "status", "attempts", "max_attempts",
        "error_message", "created_at", "started_at", "completed_at"],
        "public.count_rolls": ["id", "ocr_status"]}',
    changes => 'ops._stuck_ocr_jobs_changes'
);
