-- Why the sign-in service's log cannot be relied on, if so.
create or replace function ops._auth_log_gap()
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_gap text := ops._unreadable('auth.audit_log_entries');
    v_newest timestamptz;
    v_signed_in timestamptz;
begin
    if v_gap is not null then
        return v_gap;
    end if;
    select max(e.created_at) into v_newest from auth.audit_log_entries as e;
    if ops._unreadable('auth.users') is not null then
        return case when v_newest is null then 'is empty, perhaps off' end;
    end if;
    select max(u.last_sign_in_at) into v_signed_in from auth.users as u;
    return case
        when v_newest is null and exists (select from auth.users) then 'is empty, perhaps off'
        when v_signed_in > ops._shifted(v_newest, interval '1 hour') then format(
            'ends at %s, but somebody signed in at %s: perhaps off',
            ops._moment(v_newest, ops.setting('time_zone'), 'MM-DD HH24:MI'),
            ops._moment(v_signed_in, ops.setting('time_zone'), 'MM-DD HH24:MI'))
    end;
end
$$;
comment on function ops._auth_log_gap() is
    'What is wrong with auth.audit_log_entries: absent, unreadable, empty, or older than a login. Null: it is kept.';
revoke all on function ops._auth_log_gap() from public;
