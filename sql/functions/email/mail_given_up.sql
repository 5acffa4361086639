-- Mails that the retry worker has given up.
create or replace function ops.mail_given_up(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_days integer := ops._threshold('mail_given_up', 'days', 7);
begin
    return query
        select 'public.email_log',
            jsonb_build_object('id', e.id),
            left(format('mail to %s was given up after %s failures: %s', e.recipient, coalesce(e.retry_count::text,
                'some'), e.subject), 100),
            null::text,
            null::jsonb,
            jsonb_build_object('status', e.status, 'retry_count', e.retry_count),
            null::numeric,
            jsonb_build_object('created_at', e.created_at, 'template_key', e.template_key, 'error',
                left(e.error_message, 200)),
            format('select * from ops.retry_email(%L, ''why'')', e.id)
        from public.email_log as e
        where e.status = 'permanently_failed'
            and e.created_at > v_now - make_interval(days => v_days)
            and (keys is null or e.id = any (keys::uuid[]));
end
$$;
comment on function ops.mail_given_up(text[]) is
    'Mails in state permanently_failed, of the last 7 days (threshold days). A list of failed ones, as the runbook '
    'has it, does not show them.';
revoke all on function ops.mail_given_up(text[]) from public;
select ops._define_rule(
    name => 'mail_given_up',
    area => 'email',
    severity => 'P1',
    example => 'email not sending',
    title => 'No mail was given up lately',
    why => 'Somebody has not received it and will not: a reminder, an approval, a report.',
    repair_class => 'decide',
    reads => '{"public.email_log": ["id", "recipient", "subject", "status", "retry_count", "next_retry_at",
        "error_message", "template_id", "template_key", "metadata", "digest_type", "created_at"],
        "public.email_templates": ["id", "template_key", "body"],
        "public.email_digest_configs": ["digest_type"]}',
    choices => '[{"choice": "retry", "what": "failed, count 0, due now: the worker sends it, ten at a time; not where something speaks against it. No undo calls back a mail that was sent", "changes": "ops._retry_changes"},
        {"choice": "retry_anyway", "what": "the same, with unresolved placeholders, an old mail or a digest too: look at the body first", "changes": "ops._retry_anyway_changes"}]'
);
