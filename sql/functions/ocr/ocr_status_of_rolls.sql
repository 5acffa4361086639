-- Rolls whose OCR status is not that of their latest job.
create or replace function ops.ocr_status_of_rolls(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.count_rolls',
            jsonb_build_object('id', r.id),
            left(format('roll %s no. %s: OCR status %s, its job says %s', s.session_number, r.capture_sequence,
                coalesce(r.ocr_status, 'null'), j.status), 100),
            null::text,
            -- a roll that somebody skipped was typed in meanwhile: what its job says must not come over it
            case when r.ocr_status is distinct from 'skipped' then jsonb_build_object('ocr_status', j.status) end,
            jsonb_build_object('ocr_status', r.ocr_status),
            null::numeric,
            jsonb_build_object('job', j.id, 'job_created_at', j.created_at),
            null::text
        from (
            select distinct on (o.roll_id) o.id, o.roll_id, o.status, o.created_at
            from public.ocr_jobs as o
            where o.roll_id is not null
            order by o.roll_id, o.created_at desc, o.id
        ) as j
        join public.count_rolls as r
            on r.id = j.roll_id
        join public.count_sessions as s
            on s.id = r.session_id
        where r.ocr_status is distinct from j.status
            -- what is stuck is mended with its roll by stuck_ocr_jobs
            and not exists (select from ops._stuck_ocr_jobs() as k where k.id = j.id)
            and (keys is null or r.id = any (keys::uuid[]));
end
$$;
comment on function ops.ocr_status_of_rolls(text[]) is
    'The worker writes job and roll in two steps; a crash between them leaves the roll behind.';
revoke all on function ops.ocr_status_of_rolls(text[]) from public;
select ops._define_rule(
    name => 'ocr_status_of_rolls',
    area => 'ocr',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A roll''s OCR status is that of its latest job',
    why => 'The screen waits for a photo that was read, or shows one as read that was not.',
    repair_class => 'auto',
    reads => '{"public.count_rolls": ["id", "session_id", "capture_sequence", "ocr_status"],
        "public.count_sessions": ["id", "session_number"],
        "public.ocr_jobs": ["id", "roll_id", "status", "attempts", "max_attempts", "error_message", "image_path",
            "created_at", "started_at", "completed_at"]}'
);
