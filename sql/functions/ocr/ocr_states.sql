-- How much of the stock take's OCR stands in which state, and since when.
create or replace function ops.ocr_states()
returns table (queue text, state text, rows bigint, oldest timestamptz, newest timestamptz)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query
        select 'rolls', coalesce(r.ocr_status, 'null'), count(*), min(r.captured_at), max(r.captured_at)
        from public.count_rolls as r
        group by r.ocr_status
        union all
        select 'jobs', j.status || case when j.attempts >= j.max_attempts and j.status <> 'completed'
            then ', out of attempts' else '' end,
            count(*), min(j.created_at), max(j.created_at)
        from public.ocr_jobs as j
        group by 2
        union all
        select 'errors of 7 days', ops._ocr_error_class(j.error_message), count(*), min(j.created_at), max(j.created_at)
        from public.ocr_jobs as j
        where j.created_at > ops.now() - interval '7 days' and ops._ocr_error_class(j.error_message) is not null
        group by 2
        order by 1, 2;
end
$$;
comment on function ops.ocr_states() is
    'Runbook 5, step 1, by OCR state and not by review state: rolls, jobs, and the errors of the last seven days by '
    'what they speak of.';
revoke all on function ops.ocr_states() from public;
grant execute on function ops.ocr_states() to ops_reader;
