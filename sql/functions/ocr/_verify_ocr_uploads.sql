-- Whether photos taken lately are read.
create or replace function ops._verify_ocr_uploads(since timestamptz)
returns ops.verification
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_read bigint;
    v_failed bigint;
    v_late bigint;
    v_all bigint;
begin
    select count(*), count(*) filter (where r.ocr_status = 'completed'),
        count(*) filter (where r.ocr_status = 'failed'),
        count(*) filter (where r.ocr_status in ('pending', 'processing')
            and r.captured_at < ops.now() - interval '15 minutes')
    into v_all, v_read, v_failed, v_late
    from public.count_rolls as r
    where r.captured_at >= since and not r.is_manual_entry;
    return row(
        'New uploads process successfully',
        case when v_failed + v_late > 0 then 'failed' when v_read > 0 then 'passed' else 'pending' end,
        case
            when v_failed + v_late > 0
                then format('%s of %s photos since then failed, %s wait for more than 15 minutes', v_failed, v_all,
                v_late)
            when v_read > 0 then format('%s of %s photos since then were read', v_read, v_all)
            when v_all > 0 then format('pending until %s photos taken since then are read', v_all)
            else 'pending until somebody photographs a roll'
        end,
        jsonb_build_object('since', since, 'photos', v_all, 'read', v_read, 'failed', v_failed, 'late', v_late),
        case when v_failed + v_late > 0 then 'select * from ops.repair_ocr()'
            when v_read = 0 then 'photograph a clean label in a session of its own, then: select * from ops.verify_ocr()' end
    )::ops.verification;
end
$$;
comment on function ops._verify_ocr_uploads(timestamptz) is 'Rolls captured since then that were not typed in.';
revoke all on function ops._verify_ocr_uploads(timestamptz) from public;
