-- OCR jobs that the worker will not take up again.
create or replace function ops._stuck_ocr_jobs()
returns table (
    id uuid, roll_id uuid, image_path text, status text, attempts integer, max_attempts integer, error_message text,
        since timestamptz
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before constant timestamptz := ops.now() - make_interval(mins => ops._threshold('stuck_ocr_jobs', 'minutes',
        10)::integer);
begin
    return query
        select j.id, j.roll_id, j.image_path, j.status, j.attempts, j.max_attempts, j.error_message,
            coalesce(j.started_at, j.created_at)
        from public.ocr_jobs as j
        left join public.count_rolls as r
            on r.id = j.roll_id
        where (
                (j.status = 'processing' and coalesce(j.started_at, j.created_at) < v_before)
                or (j.status in ('pending', 'failed') and j.attempts >= j.max_attempts)
            )
            -- the browser has read it, or somebody typed it in: the job is a leftover that harms nobody
            and coalesce(r.ocr_status, 'pending') not in ('completed', 'skipped');
end
$$;
comment on function ops._stuck_ocr_jobs() is
    'Processing for longer than stuck_ocr_jobs.minutes, or out of attempts, of photos that still have to be read.';
revoke all on function ops._stuck_ocr_jobs() from public;
