-- Puts a stuck job back into the queue, and its roll with it.
create or replace function ops._stuck_ocr_jobs_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', j.id), 'public.ocr_jobs', jsonb_build_object('id', j.id), 'update',
            jsonb_build_object('status', j.status, 'attempts', j.attempts::text, 'started_at', j.started_at::text,
                'completed_at', j.completed_at::text),
            jsonb_build_object('status', 'pending', 'started_at', null, 'completed_at', null,
                'attempts', case when j.attempts < j.max_attempts then j.attempts else 0 end::text),
            null::text
        from ops._stuck_ocr_jobs() as s
        join public.ocr_jobs as j
            on j.id = s.id
        where j.id = any (keys::uuid[])
        union all
        select jsonb_build_object('id', s.id), 'public.count_rolls', jsonb_build_object('id', r.id), 'update',
            jsonb_build_object('ocr_status', r.ocr_status), jsonb_build_object('ocr_status', 'pending'), null::text
        from ops._stuck_ocr_jobs() as s
        join public.count_rolls as r
            on r.id = s.roll_id
        where s.id = any (keys::uuid[]) and r.ocr_status is distinct from 'pending';
end
$$;
comment on function ops._stuck_ocr_jobs_changes(text[]) is
    'The job becomes pending, with new attempts where they were used up; its roll becomes pending with it. The worker '
    'reads it within minutes, at the provider''s price.';
revoke all on function ops._stuck_ocr_jobs_changes(text[]) from public;
select ops._define_subject('public.ocr_jobs', 'OCR job', 't.image_path');
select ops._define_subject('public.count_rolls', 'roll', 't.capture_sequence::text');
-- the application counts a session anew whenever one of its rolls is written
select ops._define_collateral('public.count_rolls', 'session_id', 'public.count_sessions');
