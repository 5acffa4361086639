-- Mails that wait for a worker which will never read them.
create or replace function ops.mail_never_read(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_minutes integer := ops._threshold('mail_never_read', 'minutes', 10);
    v_retries integer := ops._mail_max_retries();
begin
    return query
        select 'public.email_log',
            jsonb_build_object('id', e.id),
            left(format('mail to %s waits for ever (%s): %s', e.recipient, e.what, e.subject), 100),
            null::text,
            null::jsonb,
            jsonb_build_object('status', e.status, 'retry_count', e.retry_count),
            null::numeric,
            jsonb_build_object('created_at', e.created_at, 'template_key', e.template_key, 'error',
                left(e.error_message, 200)),
            format('select * from ops.retry_email(%L, ''why'')', e.id)
        from (
            select m.*,
                case
                    when m.status = 'pending' then 'pending'
                    when m.retry_count is null then 'failed, retry count null'
                    else format('failed %s times', m.retry_count)
                end as what
            from public.email_log as m
            where (
                    (m.status = 'pending' and m.created_at < v_now - make_interval(mins => v_minutes))
                    or (m.status = 'failed' and coalesce(m.retry_count, v_retries) >= v_retries)
                )
                and (keys is null or m.id = any (keys::uuid[]))
        ) as e;
end
$$;
comment on function ops.mail_never_read(text[]) is
    'Mails pending for 10 minutes (threshold minutes), or failed with a retry count that is null or used up: the '
    'worker reads failed with a smaller count only.';
revoke all on function ops.mail_never_read(text[]) from public;
select ops._define_rule(
    name => 'mail_never_read',
    area => 'email',
    severity => 'P1',
    example => 'email not sending',
    title => 'No mail waits in a state that the retry worker never reads',
    why => 'It was never sent, nobody is told, and it will not be tried again.',
    repair_class => 'decide',
    reads => '{"public.email_log": ["id", "recipient", "subject", "status", "retry_count", "next_retry_at",
        "error_message", "template_id", "template_key", "metadata", "digest_type", "created_at"],
        "public.email_settings": ["setting_key", "setting_value"],
        "public.email_templates": ["id", "template_key", "body"],
        "public.email_digest_configs": ["digest_type"]}',
    choices => '[{"choice": "retry", "what": "failed, count 0, due now: the worker sends it, ten at a time; not where something speaks against it. No undo calls back a mail that was sent", "changes": "ops._retry_changes"},
        {"choice": "retry_anyway", "what": "the same, with unresolved placeholders, an old mail or a digest too: look at the body first", "changes": "ops._retry_anyway_changes"},
        {"choice": "give_up", "what": "permanently_failed: it is not sent, and no longer looks as if it would be", "changes": "ops._give_up_changes"}]'
);
