-- Mails in a state that nothing of the application writes or reads.
create or replace function ops.mail_unknown_status(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.email_log',
            jsonb_build_object('id', e.id),
            left(format('mail to %s has unknown status %L: %s', e.recipient, e.status, e.subject), 100),
            null::text,
            null::jsonb,
            to_jsonb(e.status),
            null::numeric,
            jsonb_build_object('created_at', e.created_at, 'sent_at', e.sent_at, 'template_key', e.template_key),
            format('select * from ops.retry_email(%L, ''why'')', e.id)
        from public.email_log as e
        where e.status not in ('pending', 'sent', 'failed', 'permanently_failed', 'notification_created')
            and (keys is null or e.id = any (keys::uuid[]));
end
$$;
comment on function ops.mail_unknown_status(text[]) is
    'Mails whose status is none of pending, sent, failed, permanently_failed, notification_created. The column has no '
    'check: a typing error is accepted.';
revoke all on function ops.mail_unknown_status(text[]) from public;
select ops._define_rule(
    name => 'mail_unknown_status',
    area => 'email',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Every mail has a status that the application knows',
    why => 'It is shown nowhere, counted nowhere and never sent.',
    repair_class => 'report',
    reads => '{"public.email_log": ["id", "recipient", "subject", "status", "sent_at", "template_key", "created_at"]}'
);
