-- Templates and digests that are marked as sent although the log has no such mail.
create or replace function ops.stamped_without_mail(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
begin
    return query
        select s.subject,
            jsonb_build_object('id', s.id),
            left(s.message, 100),
            null::text,
            null::jsonb,
            jsonb_build_object('count', s.count, 'last_sent_at', s.stamp),
            null::numeric,
            jsonb_build_object('logged', s.logged, 'last_logged', s.last_at),
            null::text
        from (
            select 'public.email_templates' as subject, t.id,
                format('template %s counts %s mails, last %s; the log has %s, last %s', t.template_key, t.send_count,
                    coalesce(ops._moment(t.last_sent_at, v_zone, 'YYYY-MM-DD'), 'never'), coalesce(l.sent, 0),
                    coalesce(ops._moment(l.last_at, v_zone, 'YYYY-MM-DD'), 'never')) as message,
                t.send_count as count, t.last_sent_at as stamp, coalesce(l.sent, 0) as logged, l.last_at
            from public.email_templates as t
            left join ops._sent_mails() as l
                on l.template_id = t.id
            where t.send_count > coalesce(l.sent, 0)
                or t.last_sent_at > ops._shifted(coalesce(l.last_at, '-infinity'), interval '10 minutes')
            union all
            select 'public.email_digest_configs', d.id,
                format('digest %s is marked sent at %s, the log has none%s', d.digest_type,
                    ops._moment(d.last_sent_at, v_zone),
                    ' since ' || ops._moment(l.last_at, v_zone)),
                null, d.last_sent_at, coalesce(l.sent, 0), l.last_at
            from public.email_digest_configs as d
            left join (
                select e.digest_type, count(*) as sent, max(e.sent_at) as last_at
                from public.email_log as e
                where e.status = 'sent'
                group by e.digest_type
            ) as l
                on l.digest_type = d.digest_type
            where d.last_sent_at > ops._shifted(coalesce(l.last_at, '-infinity'), interval '10 minutes')
        ) as s
        where keys is null or s.id = any (keys::uuid[]);
end
$$;
comment on function ops.stamped_without_mail(text[]) is
    'Templates that count more mails, and templates and digests stamped later, than the log shows. Never lowered: a '
    'log that somebody trimmed looks the same.';
revoke all on function ops.stamped_without_mail(text[]) from public;
select ops._define_rule(
    name => 'stamped_without_mail',
    area => 'email',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'What is marked as sent is in the log of mails',
    why => 'A digest that is marked and was not sent is not sent again: people miss overdue orders and expiring '
           'reservations.',
    repair_class => 'report',
    reads => '{"public.email_templates": ["id", "template_key", "send_count", "last_sent_at"],
        "public.email_digest_configs": ["id", "digest_type", "last_sent_at"],
        "public.email_log": ["template_id", "digest_type", "status", "sent_at", "created_at"]}'
);
