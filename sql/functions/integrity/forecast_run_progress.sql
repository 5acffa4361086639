-- Forecast runs whose counts and stamps cannot be.
create or replace function ops.forecast_run_progress(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.forecast_runs',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            null::jsonb,
            to_jsonb(w.processed_combinations),
            null::numeric,
            jsonb_build_object('total', w.total_combinations),
            null::text
        from (
            select f.id, f.processed_combinations, f.total_combinations, case
                when f.processed_combinations > f.total_combinations
                    then format('forecast of %s: %s processed of %s', f.started_at::date, f.processed_combinations, f.total_combinations)
                when f.status = 'running' and f.completed_at is not null
                    then format('forecast of %s runs, and has ended', f.started_at::date)
                when f.status = 'completed' and f.completed_at is null
                    then format('forecast of %s is completed, and never ended', f.started_at::date)
                when f.completed_at < f.started_at
                    then format('forecast of %s ended before it began', f.started_at::date)
            end as message
            from public.forecast_runs as f
            where keys is null or f.id = any (keys::uuid[])
        ) as w
        where w.message is not null;
end
$$;
comment on function ops.forecast_run_progress(text[]) is 'More processed than there was, finished without an end, or an end of what still runs.';
revoke all on function ops.forecast_run_progress(text[]) from public;
select ops._define_rule(
    name => 'forecast_run_progress',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A forecast run processes no more than there is, and ends when it is done',
    why => 'Whether the recommendations are complete cannot be told.',
    repair_class => 'report',
    reads => '{"public.forecast_runs": ["id", "status", "processed_combinations", "total_combinations", "started_at",
        "completed_at"]}'
);
