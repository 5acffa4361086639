-- Mail schedules whose last run is before a mail that they sent.
create or replace function ops.mail_schedule_behind(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
begin
    return query
        select 'public.email_schedules',
            jsonb_build_object('id', s.id),
            left(format('schedule %s sent mail at %s, but last ran %s', s.name,
                ops._moment(l.last_at, v_zone),
                    coalesce(ops._moment(s.last_run_at, v_zone), 'never')), 100),
            null::text,
            to_jsonb(l.last_at),
            to_jsonb(s.last_run_at),
            null::numeric,
            jsonb_build_object('last_run_status', s.last_run_status, 'is_enabled', s.is_enabled),
            null::text
        from public.email_schedules as s
        join (
            select e.schedule_id, max(e.sent_at) as last_at
            from public.email_log as e
            where e.schedule_id is not null
            group by e.schedule_id
        ) as l
            on l.schedule_id = s.id
        where coalesce(s.last_run_at, '-infinity') < ops._shifted(l.last_at, -interval '10 minutes')
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.mail_schedule_behind(text[]) is
    'last_run_at of mail schedules that is more than 10 minutes before the newest mail of the schedule. next_run_at '
    'is written by nothing and read by nothing.';
revoke all on function ops.mail_schedule_behind(text[]) from public;
select ops._define_rule(
    name => 'mail_schedule_behind',
    area => 'email',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A mail schedule''s last run is not before its last mail',
    why => 'The run ended without writing its end: what came after the mails was not done.',
    repair_class => 'report',
    reads => '{"public.email_schedules": ["id", "name", "last_run_at", "last_run_status", "is_enabled"],
        "public.email_log": ["schedule_id", "sent_at"]}'
);
