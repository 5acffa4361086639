-- Who tried to sign in within the 15 minutes that count, and who is locked out.
create or replace function ops.login_state()
returns table (
    email text, failures bigint, addresses bigint, last_failure timestamptz, last_success timestamptz,
    locked_until timestamptz, is_user boolean
)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    return query
        select w.email, w.failures, w.addresses, w.last_failure, w.last_success, w.locked_until, p.email is not null
        from ops._login_windows() as w
        left join public.profiles as p
            on lower(p.email) = w.email
        order by w.locked_until desc nulls last, w.failures desc, w.email;
end
$$;
comment on function ops.login_state() is 'One row an e-mail, locked ones first. Runbook 2, step 4.';
revoke all on function ops.login_state() from public;
grant execute on function ops.login_state() to ops_reader;
