-- Scheduled reports that count fewer runs than there were, or an older last one.
create or replace function ops.report_counters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone constant text := ops.setting('time_zone'); -- once, not once a row
begin
    return query
        select 'public.email_report_configs',
            jsonb_build_object('id', c.id),
            left(format('report %s: %s runs counted, %s completed; last %s, was %s', c.name, c.generation_count, e.runs,
                coalesce(ops._moment(c.last_generated_at, v_zone), 'never'),
                ops._moment(e.last_at, v_zone)), 100),
            null::text,
            jsonb_build_object('generation_count', e.runs, 'last_generated_at', e.last_at),
            jsonb_build_object('generation_count', c.generation_count, 'last_generated_at', c.last_generated_at),
            null::numeric,
            jsonb_build_object('is_active', c.is_active),
            null::text
        from public.email_report_configs as c
        join (
            select x.report_config_id, count(*) as runs, max(x.completed_at) as last_at
            from public.report_executions as x
            where x.status in ('completed')
            group by x.report_config_id
        ) as e
            on e.report_config_id = c.id
        where (c.generation_count < e.runs or coalesce(c.last_generated_at, '-infinity') < ops._shifted(e.last_at, -interval '10 minutes'))
            and (keys is null or c.id = any (keys::uuid[]));
end
$$;
comment on function ops.report_counters(text[]) is 'generation_count and last_generated_at against report_executions that completed, one-sided: executions may have been cleared. Nothing in the application writes the two.';
revoke all on function ops.report_counters(text[]) from public;
select ops._define_rule(
    name => 'report_counters',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A scheduled report counts the runs that it had',
    why => 'The list shows a report that goes out each week as one that never ran, and somebody sets up a second one.',
    repair_class => 'report',
    reads => '{"public.email_report_configs": ["id", "name", "is_active", "generation_count", "last_generated_at"],
        "public.report_executions": ["report_config_id", "status", "completed_at"]}'
);
