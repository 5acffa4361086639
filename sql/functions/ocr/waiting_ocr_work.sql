-- Photos whose label has waited for OCR longer than its turn takes.
create or replace function ops.waiting_ocr_work(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_minutes integer := ops._threshold('waiting_ocr_work', 'minutes', 15);
begin
    return query
        select w.subject,
            jsonb_build_object('id', w.id),
            left(format('%s %s waits for OCR since %s', w.noun, w.label,
                ops._moment(w.since, (select ops.setting('time_zone')))), 100),
            null::text,
            null::jsonb,
            to_jsonb('pending'::text),
            null::numeric,
            jsonb_build_object('since', w.since),
            null::text
        from (
            select 'public.ocr_jobs' as subject, 'job' as noun, j.id, j.image_path as label, j.created_at as since
            from public.ocr_jobs as j
            where j.status = 'pending' and j.attempts < j.max_attempts
            union all
            select 'public.count_rolls', 'roll', r.id, s.session_number || ' no. ' || r.capture_sequence, r.captured_at
            from public.count_rolls as r
            join public.count_sessions as s
                on s.id = r.session_id
            where r.ocr_status = 'pending'
                and r.status = 'pending_review'
                and not r.is_manual_entry
                and not exists (select from public.ocr_jobs as j where j.roll_id = r.id)
        ) as w
        where w.since < v_now - make_interval(mins => v_minutes)
            and (keys is null or w.id = any (keys::uuid[]));
end
$$;
comment on function ops.waiting_ocr_work(text[]) is
    'Runbook 5: by OCR state, not review state. A job waits for the worker (five a minute); a roll without a job '
    'waits for a browser that has gone.';
revoke all on function ops.waiting_ocr_work(text[]) from public;
select ops._define_rule(
    name => 'waiting_ocr_work',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'No photo waits for OCR for more than a quarter of an hour',
    why => 'The queue builds up, and people type what the photo shows.',
    repair_class => 'report',
    reads => '{"public.ocr_jobs": ["id", "roll_id", "image_path", "status", "attempts", "max_attempts", "created_at"],
        "public.count_rolls": ["id", "session_id", "capture_sequence", "status", "ocr_status", "is_manual_entry",
            "captured_at"],
        "public.count_sessions": ["id", "session_number"]}'
);
