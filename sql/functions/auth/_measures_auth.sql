-- How signing in stands, to compare with later.
create or replace function ops._measures_auth()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_missing text := ops._missing('{"public.login_attempts": ["email", "ip_address", "attempted_at", "success"]}');
    v_now timestamptz := ops.now();
    v_sessions numeric;
begin
    if v_missing is not null then
        return;
    end if;
    if ops._unreadable('auth.sessions') is null then
        select count(*) into v_sessions from auth.sessions as s where s.created_at > v_now - interval '1 day';
    end if;
    return query
        select m.measure, m.value, m.unit
        from (
            select coalesce(sum(w.failures), 0) as failures,
                count(*) filter (where w.last_success is not null) as people,
                count(*) filter (where w.locked_until is not null) as locked
            from ops._login_windows() as w
        ) as t
        cross join lateral (
            values ('failed_logins', t.failures, 'in 15 minutes'),
                ('people_signed_in', t.people, 'in 15 minutes'),
                ('people_locked_out', t.locked, 'now'),
                ('new_sessions', v_sessions, 'in a day')
        ) as m (measure, value, unit);
end
$$;
comment on function ops._measures_auth() is
    'Failed logins, people who got in, people locked out, new sessions (null where auth.sessions cannot be read).';
revoke all on function ops._measures_auth() from public;
