-- Templates, their versions, a log of mails that arrived, digests and schedules.
create function sample.fill_mail()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('email');
    run constant sample.generation := (select g from sample.generation as g);
    keys constant text[] := array[
        'mo_reminder', 'reservation_reminder', 'overdue_digest', 'pending_approvals', 'forecast'
    ];
begin
    insert into public.email_templates (
        id, template_key, name, subject, body, created_at
    )
    select
        sample.id(salt || 'template', n), keys[n], initcap(keys[n]), 'About {{subject}}',
        'Dear {{name}}, see {{link}}.', run.today - interval '300 days'
    from generate_series(1, 5) as n;
    insert into public.email_template_versions (template_id, version, subject, body)
    select t.id, 1, t.subject, t.body from public.email_templates as t order by t.template_key;
    insert into public.email_template_usage (template_id, usage_type, usage_name)
    select sample.id(salt || 'template', n), 'cron', keys[n] from generate_series(1, 3) as n;

    insert into public.email_digest_configs (digest_type)
    select keys[n] from generate_series(1, 5) as n;
    insert into public.email_schedules (id, name, schedule_type)
    values (sample.id(salt, 0), 'Overdue orders', 'digest');
    insert into public.email_settings (setting_key, setting_value)
    values
        ('audit_log_retention_days', '365'),
        ('retry_config_default', '{"max_retries": 3, "backoff_seconds": [60, 300, 900]}'),
        ('reservation_reminder_days', '3');

    insert into public.email_log (
        template_id, template_key, recipient, subject, status, sent_at, digest_type, schedule_id,
        metadata, created_at
    )
    select
        sample.id(salt || 'template', 1 + m.n % 5), keys[1 + m.n % 5], p.email, 'About stock',
        'sent', w.at + interval '2 seconds', keys[1 + m.n % 5],
        case when m.n % 5 = 2 then sample.id(salt, 0) end, '{}', w.at
    from generate_series(1, greatest(50, run.lots / 40)) as m (n)
    join sample.person as p
        on p.n = m.n % 12
    cross join lateral (
        select run.today - interval '1 minute' * (m.n * 37 % 40000) as at
    ) as w;

    -- As the senders keep them: how often a template went out, and when last.
    update public.email_templates as t
    set send_count = l.sent, last_sent_at = l.latest
    from (
        select e.template_id, count(*) as sent, max(e.sent_at) as latest
        from public.email_log as e
        group by e.template_id
    ) as l
    where l.template_id = t.id;
    update public.email_digest_configs as d
    set last_sent_at = l.latest
    from (
        select e.digest_type, max(e.sent_at) as latest
        from public.email_log as e
        group by e.digest_type
    ) as l
    where l.digest_type = d.digest_type;
    update public.email_schedules as s
    set
        last_run_status = 'success',
        last_run_at = (select max(e.sent_at) from public.email_log as e where e.schedule_id = s.id);
end
$$;
