-- The numbers of OCR that a resolution is held to.
create or replace function ops._measures_ocr()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'queue', (select count(*) from public.ocr_jobs as j where j.status in ('pending', 'processing'))::numeric
            + (select count(*) from public.count_rolls as r
                where r.ocr_status in ('pending', 'processing') and r.status = 'pending_review'
                    and not r.is_manual_entry
                    and not exists (select from public.ocr_jobs as j where j.roll_id = r.id)), 'photos'
        union all
        select 'stuck', (select count(*) from ops._stuck_ocr_jobs())::numeric, 'jobs'
        union all
        select 'confidence', (
            select round(avg(c.mean), 1) from ops._session_confidence() as c
            where c.started_at between v_now - interval '60 days' and v_now - interval '1 day'), '%'
        union all
        select 'manual', (
            select round(100.0 * count(*) filter (where r.is_manual_entry) / nullif(count(*), 0), 1)
            from public.count_rolls as r
            where r.captured_at between v_now - interval '60 days' and v_now - interval '1 day'), '%';
end
$$;
comment on function ops._measures_ocr() is
    'queue: photos waiting or being read; stuck: jobs; confidence: mean of the sessions of 60 days but the last; '
    'manual: share of rolls typed in.';
revoke all on function ops._measures_ocr() from public;
