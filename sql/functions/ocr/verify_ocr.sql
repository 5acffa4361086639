-- Whether OCR works again (runbook 5, resolution verification).
create or replace function ops.verify_ocr()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_confidence ops.baseline := ops._baseline('ocr', 'confidence');
    v_queue ops.baseline := ops._baseline('ocr', 'queue');
    v_since timestamptz := coalesce(v_queue.taken_at, ops.now() - interval '1 hour');
    v_missing text := ops._missing('{"public.ocr_jobs": [], "public.count_rolls": [], "public.count_sessions": []}');
    v_bucket text;
begin
    if v_missing is not null then
        return query select 'New uploads process successfully', 'unknown', v_missing, '{}'::jsonb,
            'select * from ops.coverage(''ocr'')';
        return;
    end if;
    return next ops._verify_ocr_uploads(v_since);
    return next ops._verify_ocr_confidence(v_since, v_confidence.value);
    return next ops._verify_ocr_queue(v_queue.value);
    if ops._missing('{"storage.buckets": ["id", "public"], "storage.objects": ["bucket_id"]}') is null then
        select string_agg(h.observed #>> '{}', '; ') into v_bucket from ops.photo_bucket() as h;
        return query select 'The bucket of the photos can be used', case when v_bucket is null then 'passed'
            else 'failed' end,
            coalesce('stock-take-photos ' || v_bucket, 'stock-take-photos exists, is private and has policies'),
                '{}'::jsonb,
            case when v_bucket is not null then 'select * from ops.check_rule(''photo_bucket'')' end;
    else
        return query select 'The bucket of the photos can be used', 'manual', 'schema storage is not here', '{}'::jsonb,
            'open one photo of today''s session in the application';
    end if;
end
$$;
comment on function ops.verify_ocr() is
    'Four rows. Compares with ops.take_baseline(''ocr'', …), taken when the incident began; without one the last hour '
    'counts.';
revoke all on function ops.verify_ocr() from public;
grant execute on function ops.verify_ocr() to ops_reader;
