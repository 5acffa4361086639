-- Mails that were sent without a time, or have a time and were not sent.
create or replace function ops.mail_sent_time(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.email_log',
            jsonb_build_object('id', e.id),
            left(format(case when e.sent_at is null then 'mail to %s was sent, but has no time: %s'
                else 'mail to %s is %3$s, but has a time of sending: %2$s' end, e.recipient, e.subject, e.status), 100),
            null::text,
            case when e.sent_at is null and coalesce(e.retry_count, 0) = 0 then jsonb_build_object('sent_at',
                e.created_at::text) end,
            jsonb_build_object('sent_at', e.sent_at::text),
            null::numeric,
            jsonb_build_object('status', e.status, 'created_at', e.created_at, 'retry_count', e.retry_count),
            null::text
        from public.email_log as e
        where case e.status
                when 'sent' then e.sent_at is null
                when 'pending' then e.sent_at is not null
                when 'failed' then e.sent_at is not null
                when 'permanently_failed' then e.sent_at is not null
            end
            and (keys is null or e.id = any (keys::uuid[]));
end
$$;
comment on function ops.mail_sent_time(text[]) is
    'sent_at is set exactly when the status is sent. A mail sent at the first try left when its row was made; one '
    'that was retried, or has a time and is not sent, is left to a person.';
revoke all on function ops.mail_sent_time(text[]) from public;
select ops._define_rule(
    name => 'mail_sent_time',
    area => 'email',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A mail has a time of sending exactly when it was sent',
    why => 'Reports and digests ask when it was sent: it is missed, or sent twice.',
    repair_class => 'auto',
    reads => '{"public.email_log": ["id", "recipient", "subject", "status", "sent_at", "retry_count", "created_at"]}'
);
