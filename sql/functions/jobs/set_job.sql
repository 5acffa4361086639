-- Changes when a job runs; no upgrade overwrites it.
create or replace function ops.set_job(
    name text, every interval default null, at_time time default null, on_days integer[] default null,
        enabled boolean default null
)
returns timestamptz
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_job ops.job;
begin
    if not exists (select from ops.job as j where j.name = set_job.name) then
        perform ops._fail('OP013', format('there is no job %s', coalesce(quote_literal(name), 'null')),
            'jobs: ' || (select string_agg(j.name, ', ' order by j.place) from ops.job as j),
                'select * from ops.job_health');
    elsif every is not null and at_time is not null then
        perform ops._fail('OP005', 'a job has an interval or a time of day, not both',
            format('every %s, at %s', every, at_time),
            format('select ops.set_job(%L, every => ''15 minutes'')', name));
    elsif every < interval '1 minute' or every > interval '1 day'
        or not coalesce(on_days, '{1}') <@ array[1, 2, 3, 4, 5, 6, 7] or on_days = '{}' then
        perform ops._fail('OP005', 'that schedule cannot be kept',
            'every is 1 minute to 1 day; on_days are 1 (Monday) to 7 (Sunday)',
            format('select ops.set_job(%L, every => ''15 minutes'')', name));
    end if;
    update ops.job as j
    set every = case when set_job.at_time is null then coalesce(set_job.every, j.every) end,
        at_time = case when set_job.every is null then coalesce(set_job.at_time, j.at_time) end,
        on_days = coalesce(set_job.on_days, j.on_days), enabled = coalesce(set_job.enabled, j.enabled),
            stretched = null,
        changed_at = ops.now(), changed_by = ops.actor()
    where j.name = set_job.name
    returning * into v_job;
    update ops.job as j set due_at = ops._next_due(v_job, ops.now()) where j.name = set_job.name returning * into v_job;
    return v_job.due_at;
end
$$;
comment on function ops.set_job(text, interval, time, integer[], boolean) is 'What is null stays. every, or at_time in the configured zone; on_days 1 (Monday) to 7. When it runs next. OP005, OP013.';
revoke all on function ops.set_job(text, interval, time, integer[], boolean) from public;
grant execute on function ops.set_job(text, interval, time, integer[], boolean) to ops_operator;
