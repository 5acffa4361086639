-- What the database holds of one login: its session, the account's profile, and whether there is anything to see.
create or replace function ops.login_evidence(account uuid, session uuid default null)
returns table (session_state text, session_at timestamptz, has_profile boolean, is_active boolean, has_lots boolean)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    select p.active into is_active from public.profiles as p where p.user_id = account;
    has_profile := found;
    has_lots := exists (select from public.lots);
    session_state := 'unreadable';
    if ops._unreadable('auth.sessions') is null then
        select max(s.created_at) into session_at
        from auth.sessions as s
        where s.user_id = account
            -- a token that does not name its session: any that is new
            and case when session is null then s.created_at > v_now - interval '5 minutes' else s.id = session end;
        session_state := case when session_at is null then 'none' else 'there' end;
    end if;
    return next;
end
$$;
comment on function ops.login_evidence(uuid, uuid) is
    'One row. session_state: there, none or unreadable; session null: any of the account''s, of the last 5 '
    'minutes. is_active null: no profile.';
revoke all on function ops.login_evidence(uuid, uuid) from public;
grant execute on function ops.login_evidence(uuid, uuid) to ops_reader;
