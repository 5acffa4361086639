-- Whether the queue has become shorter since the baseline.
create or replace function ops._verify_ocr_queue(before numeric)
returns ops.verification
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now numeric;
    v_stuck numeric;
begin
    select m.value into v_now from ops._measures_ocr() as m where m.measure = 'queue';
    select m.value into v_stuck from ops._measures_ocr() as m where m.measure = 'stuck';
    return row(
        'Queue length decreasing',
        case when v_stuck > 0 then 'failed' when v_now = 0 then 'passed' when before is null then 'unknown'
            when v_now < before then 'passed' else 'failed' end,
        format('%s photos in the queue%s, %s jobs stuck', v_now, case when before is null then ''
            else format(' (%s at the baseline)', before) end, v_stuck),
        jsonb_build_object('queue', v_now, 'before', before, 'stuck', v_stuck),
        case when v_stuck > 0 then 'select * from ops.repair_ocr(rule => ''stuck_ocr_jobs'')'
            when v_now = 0 then null
            when before is null then 'select * from ops.take_baseline(''ocr'', ''why'')  -- and again in some minutes'
            when v_now >= before then 'select * from ops.invoke_function(''process-ocr-queue'', reason => ''why'')' end
    )::ops.verification;
end
$$;
comment on function ops._verify_ocr_queue(numeric) is
    'Passed with an empty queue or a shorter one than at the baseline; failed while jobs are stuck.';
revoke all on function ops._verify_ocr_queue(numeric) from public;
