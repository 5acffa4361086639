-- Functions with a documented schedule that no job of pg_cron keeps.
create or replace function ops.unscheduled_functions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'ops.edge_function',
            jsonb_build_object('name', s.function),
            left(format('%s: %s (%s)', s.function, case
                when s.job is null then 'no active job of pg_cron calls it'
                else format('job %s runs at %s, not at %s', s.job, s.job_schedule, s.cron) end, s.documented), 100),
            null::text,
            to_jsonb(s.cron),
            to_jsonb(s.job_schedule),
            null::numeric,
            jsonb_build_object('effect', s.state, 'last_effect', s.last_effect, 'job', s.job),
            format('insert into ops.edge_function_setting (name, called_by) values (%L, ''who calls it'')  -- or schedule it', s.function)
        from ops.app_schedules() as s
        where s.documented is not null
            and s.called_by is null
            and (s.job is null or s.job_schedule <> s.cron)
            and (keys is null or s.function = any (keys));
end
$$;
comment on function ops.unscheduled_functions(text[]) is
    'Documented but scheduled nowhere that we can see: most are called from outside or not at all. Say who does in '
    'ops.edge_function_setting.called_by and it is silent.';
revoke all on function ops.unscheduled_functions(text[]) from public;
select ops._define_rule(
    name => 'unscheduled_functions',
    area => 'cron',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Each documented schedule is kept by a job, or somebody says by whom',
    why => 'Nobody notices that a function is not called, because nobody knows who should call it.',
    repair_class => 'report',
    reads => '{"cron.job": ["jobname", "schedule", "command", "active"], "ops.edge_function": ["name"]}'
);
