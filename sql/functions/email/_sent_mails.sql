-- How many mails of each template the log says were sent, and when last.
create or replace function ops._sent_mails()
returns table (template_id uuid, sent bigint, settled bigint, failed bigint, last_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select e.template_id,
            count(*) filter (where e.status = 'sent'),
            -- a sender writes the log first and counts a moment later
            count(*) filter (where e.status = 'sent' and e.created_at < v_now - interval '5 minutes'),
            count(*) filter (where e.status in ('failed', 'permanently_failed')
                and e.created_at < v_now - interval '5 minutes'),
            -- a mail from the future is an error of its own, and not to be copied
            max(e.sent_at) filter (where e.status = 'sent' and e.sent_at <= v_now)
        from public.email_log as e
        where e.template_id is not null
        group by e.template_id;
end
$$;
comment on function ops._sent_mails() is
    'One row a template with mails in the log. settled and failed leave out the last 5 minutes.';
revoke all on function ops._sent_mails() from public;
