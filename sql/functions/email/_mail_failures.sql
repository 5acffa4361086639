-- Failed mails by what went wrong, template and domain of the recipient.
create or replace function ops._mail_failures(since timestamptz)
returns table (
    error_class text, template_key text, domain text, failures bigint, given_up bigint, first_at timestamptz,
        last_at timestamptz,
    example text
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select f.class, f.template, f.domain, count(*), count(*) filter (where f.status = 'permanently_failed'),
            min(f.created_at), max(f.created_at), left(max(f.error_message), 200)
        from (
            select e.status, e.created_at, e.error_message,
                coalesce(e.template_key, '(none)') as template,
                lower(coalesce(nullif(split_part(e.recipient, '@', 2), ''), '(none)')) as domain,
                case
                    when e.error_message is null or btrim(e.error_message) = '' then 'no text'
                    when e.error_message ~* 'quota' then 'quota'
                    when e.error_message ~* 'rate.?limit|too many|\m429\M' then 'rate limit'
                    when e.error_message ~* 'api.?key|unauthori|\m401\M' then 'provider key'
                    when e.error_message ~* 'verif|\mdomain\M|spf|dkim|\m403\M' then 'sending domain'
                    when e.error_message ~* 'bounce|mailbox|recipient|suppress|user unknown|\mto\M.*(invalid|field)|invalid.*\mto\M|\m55\d\M' then 'recipient'
                    when e.error_message ~* 'attachment|too large|\m413\M' then 'size'
                    when e.error_message ~* 'template|render|placeholder' then 'template'
                    when e.error_message ~* 'time.?out|timed out|econn|network|fetch|socket|dns|tls|certificate'
                        then 'network'
                    when e.error_message ~* '\m5\d\d\M|internal server|unavailable|bad gateway' then 'provider down'
                    else 'other'
                end as class
            from public.email_log as e
            where e.status in ('failed', 'permanently_failed') and e.created_at > since
        ) as f
        group by f.class, f.template, f.domain;
end
$$;
comment on function ops._mail_failures(timestamptz) is
    'One row a class of error text, template and domain, of mails that are failed or given up and were made since '
    'then.';
revoke all on function ops._mail_failures(timestamptz) from public;
