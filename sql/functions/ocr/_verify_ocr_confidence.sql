-- Whether labels are read as surely as before the incident.
create or replace function ops._verify_ocr_confidence(since timestamptz, usual numeric)
returns ops.verification
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_points constant numeric := ops._threshold('falling_ocr_confidence', 'points', 15);
    v_rolls bigint;
    v_mean numeric;
begin
    select count(*), round(avg(case when r.ocr_confidence_score > 1 then r.ocr_confidence_score
        else r.ocr_confidence_score * 100 end), 1)
    into v_rolls, v_mean
    from public.count_rolls as r
    where r.captured_at >= since and r.ocr_confidence_score is not null;
    return row(
        'Confidence scores return to normal',
        case when usual is null then 'unknown' when v_rolls < 10 then 'pending' when v_mean >= usual - v_points
            then 'passed' else 'failed' end,
        case
            when usual is null then 'no baseline says what is normal'
            when v_rolls < 10 then format('pending until 10 photos are read: %s so far', v_rolls)
            else format('mean %s %% of %s photos, usually %s %%', v_mean, v_rolls, usual)
        end,
        jsonb_build_object('since', since, 'photos', v_rolls, 'mean', v_mean, 'usual', usual),
        case
            when usual is null then 'select * from ops.take_baseline(''ocr'', ''why'')'
            when v_rolls < 10 then 'photograph more labels, then: select * from ops.verify_ocr()'
            when v_mean < usual - v_points then 'select * from ops.check_rule(''ocr_confidence_level'')'
        end
    )::ops.verification;
end
$$;
comment on function ops._verify_ocr_confidence(timestamptz, numeric) is
    'Scores since then, in percent, against the usual mean; ten photos at least, and as many points below as '
    'falling_ocr_confidence allows.';
revoke all on function ops._verify_ocr_confidence(timestamptz, numeric) from public;
