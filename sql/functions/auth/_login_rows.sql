-- The failed logins that lock some e-mails.
create or replace function ops._login_rows(emails text[])
returns table (id uuid, email text, ip_address text, attempted_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select a.id, a.email, a.ip_address, a.attempted_at
        from ops._login_windows(emails) as w
        join public.login_attempts as a
            on a.email = w.email
        where w.locked_until is not null
            and not a.success
            and a.attempted_at > v_now - interval '15 minutes'
        order by a.attempted_at, a.id;
end
$$;
comment on function ops._login_rows(text[]) is
    'Rows of login_attempts to remove so that the e-mails can sign in; none for an e-mail that is not locked.';
revoke all on function ops._login_rows(text[]) from public;
