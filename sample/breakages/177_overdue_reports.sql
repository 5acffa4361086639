-- The five minutes in which a report was due went by while nobody called the function, or its run failed.
create function sample.break_overdue_reports(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    words constant text[] := array['daily', 'weekly', 'monthly'];
    days constant integer[] := array[1, 7, 31];
    config uuid;
    schedule uuid;
begin
    for n in 1..instances loop
        insert into public.email_report_configs (
            name, report_type, schedule_config, created_at, generation_count, last_generated_at
        )
        values (
            'Report ' || n, 'inventory', jsonb_build_object('frequency', words[1 + n % 3]), now() - interval '200 days',
            1, now() - interval '1 day' * (days[1 + n % 3] + 1)
        )
        returning id into config;
        insert into public.report_executions (report_config_id, status, started_at, completed_at)
        values
            (
                config, 'completed', now() - interval '1 day' * (days[1 + n % 3] + 1),
                now() - interval '1 day' * (days[1 + n % 3] + 1)
            ),
            (config, 'failed', now() - interval '1 day', now() - interval '1 day');
        perform sample.record_row('overdue_reports', 'overdue_reports', 'public.email_report_configs', config);
        insert into public.email_schedules (name, schedule_type, schedule_config, last_run_at, last_run_status, created_at)
        values (
            'Schedule ' || n, words[1 + n % 3], '{}', now() - interval '1 day' * (days[1 + n % 3] + 1), 'success',
            now() - interval '200 days'
        )
        returning id into schedule;
        perform sample.record_row('overdue_reports', 'overdue_reports', 'public.email_schedules', schedule);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('overdue_reports', 640);
