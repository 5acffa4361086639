-- Mails without a retry count, where a number changes nothing else.
create or replace function ops.mail_retry_count(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.email_log',
            jsonb_build_object('id', e.id),
            left(format('mail to %s (%s) has no retry count: %s', e.recipient, e.status, e.subject), 100),
            null::text,
            '{"retry_count": "0"}'::jsonb,
            '{"retry_count": null}'::jsonb,
            null::numeric,
            jsonb_build_object('status', e.status, 'created_at', e.created_at),
            null::text
        from public.email_log as e
        where e.retry_count is null
            -- a number would make the worker send it: that is a person's choice
            and e.status <> 'failed'
            and (keys is null or e.id = any (keys::uuid[]));
end
$$;
comment on function ops.mail_retry_count(text[]) is
    'Mails that are not failed and whose retry_count is null. Failed ones are in mail_never_read: a number there '
    'would send them.';
revoke all on function ops.mail_retry_count(text[]) from public;
select ops._define_rule(
    name => 'mail_retry_count',
    area => 'email',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Every mail has a retry count',
    why => 'Should it fail, the worker never reads it: null is not below the limit.',
    repair_class => 'auto',
    reads => '{"public.email_log": ["id", "recipient", "subject", "status", "retry_count", "created_at"]}'
);
