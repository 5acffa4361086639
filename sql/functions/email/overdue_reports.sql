-- Scheduled mails and reports that did not come when it was their time, each by its own schedule.
create or replace function ops.overdue_reports(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_zone text := ops.setting('time_zone');
    v_hours integer := ops._threshold('overdue_reports', 'hours', 6);
begin
    return query
        select r.subject,
            jsonb_build_object('id', r.id),
            left(format('report %s, every %s, was due %s; last %s', r.name,
                case when r.period < interval '1 day' then 'hour' when r.period = interval '1 day' then 'day'
                    else extract(day from r.period) || ' days' end,
                ops._moment(r.due_at, v_zone),
                coalesce(ops._moment(r.last_at, v_zone), 'never')), 100),
            null::text,
            null::jsonb,
            to_jsonb(r.last_at),
            null::numeric,
            jsonb_build_object('period', r.period, 'due_at', r.due_at),
            'select * from ops.invoke_function(''send-scheduled-report'', reason => ''why'')'::text
        from ops._scheduled_reports() as r
        where r.due_at < v_now - make_interval(hours => v_hours)
            and (keys is null or r.id = any (keys::uuid[]));
end
$$;
comment on function ops.overdue_reports(text[]) is
    'Schedules that are switched on and more than 6 hours (threshold hours) past their time: a day, week, month '
    'after the last run, as each is configured.';
revoke all on function ops.overdue_reports(text[]) from public;
select ops._define_rule(
    name => 'overdue_reports',
    area => 'email',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Each scheduled report comes when it is its time',
    why => 'A report that does not come is missed by nobody until somebody needs it; a daily one is late after a '
           'day, not after a month.',
    repair_class => 'report',
    reads => '{"public.email_schedules": ["id", "name", "schedule_type", "schedule_config", "is_enabled",
        "last_run_at", "created_at"],
        "public.email_report_configs": ["id", "name", "schedule_config", "is_active", "last_generated_at",
            "created_at"],
        "public.report_executions": ["report_config_id", "status", "completed_at"]}'
);
