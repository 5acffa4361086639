-- Every schedule of mails and every report that somebody configured: how often, when last, and when it is due.
create or replace function ops._scheduled_reports()
returns table (subject text, id uuid, name text, period interval, last_at timestamptz, due_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select s.subject, s.id, s.name, s.period, s.last_at, ops._shifted(coalesce(s.last_at, s.created_at), s.period)
        from (
            select 'public.email_schedules' as subject, m.id, m.name, m.last_run_at as last_at, m.created_at,
                -- one that does not say how often still comes round within a month
                coalesce(ops._schedule_period(m.schedule_config, m.schedule_type), interval '31 days') as period
            from public.email_schedules as m
            where m.is_enabled
            union all
            select 'public.email_report_configs', c.id, c.name, greatest(c.last_generated_at, e.last_at), c.created_at,
                -- one that does not say how often is made when somebody asks for it
                ops._schedule_period(c.schedule_config, null)
            from public.email_report_configs as c
            left join (
                select x.report_config_id, max(x.completed_at) as last_at
                from public.report_executions as x
                where x.status = 'completed'
                group by x.report_config_id
            ) as e
                on e.report_config_id = c.id
            where c.is_active
        ) as s
        where s.period is not null;
end
$$;
comment on function ops._scheduled_reports() is
    'One row a schedule that is switched on. The last run is last_run_at, or the last completed execution: '
    'last_generated_at has no writer. Never run: due a period after it was made.';
revoke all on function ops._scheduled_reports() from public;
