-- How mail stands, to compare with later.
create or replace function ops._measures_email()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_retries integer := ops._mail_max_retries();
begin
    return query
        select m.measure, m.value, m.unit
        from (
            select count(*) filter (where e.status = 'sent' and e.created_at > ops.now() - interval '1 day') as sent,
                count(*) filter (where e.status in ('failed', 'permanently_failed') and e.created_at > ops.now() - interval '1 day') as failed,
                count(*) filter (where e.status = 'failed' and e.retry_count < v_retries
                    and (e.next_retry_at <= ops.now()) is not false) as due,
                count(*) filter (where e.status = 'pending') as pending
            from public.email_log as e
        ) as t
        cross join lateral (
            values ('mails_sent', t.sent::numeric, 'in a day'), ('mails_failed', t.failed, 'in a day'),
                ('mails_due_for_retry', t.due, 'now'), ('mails_pending', t.pending, 'now')
        ) as m (measure, value, unit);
end
$$;
comment on function ops._measures_email() is 'Mails sent and failed of a day, due for the retry worker, and pending.';
revoke all on function ops._measures_email() from public;
