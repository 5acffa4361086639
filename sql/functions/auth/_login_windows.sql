-- The failures that count now, by e-mail, and until when they lock: the application's own rule.
create or replace function ops._login_windows(emails text[] default null)
returns table (
    email text, failures bigint, addresses bigint, last_failure timestamptz, last_success timestamptz,
        locked_until timestamptz
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select w.email, w.failures, w.addresses, w.last_failure, w.last_success,
            -- a success helps only when it is the last thing that happened
            case when w.failures >= 5 and (w.last_success > w.last_failure) is not true
                then ops._shifted(w.last_failure, interval '15 minutes') end
        from (
            select a.email,
                count(*) filter (where not a.success) as failures,
                count(distinct a.ip_address) filter (where not a.success) as addresses,
                max(a.attempted_at) filter (where not a.success) as last_failure,
                max(a.attempted_at) filter (where a.success) as last_success
            from public.login_attempts as a
            where a.attempted_at > v_now - interval '15 minutes'
                and (emails is null or a.email = any (emails))
                -- another spelling is never asked for
                and a.email = lower(btrim(a.email))
            group by a.email
        ) as w;
end
$$;
comment on function ops._login_windows(text[]) is
    'One row an e-mail that tried within 15 minutes. Five failures lock until 15 minutes after the last one; a later '
    'success alone resets. locked_until null: not locked.';
revoke all on function ops._login_windows(text[]) from public;
