-- What a login that has just been made left in the database, and what row security lets that user see.
create or replace function ops.trial_login(account uuid, session uuid default null)
returns setof ops.verification
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_missing text := ops._missing('{"public.profiles": ["user_id", "active"], "public.lots": ["id"]}');
    v_held record;
    v_seen record;
    v_state text;
    v_said text;
begin
    if v_missing is not null then
        return query select 'Look at it at all', 'unknown', v_missing, null::jsonb, 'select * from ops.doctor()';
        return;
    end if;
    select e.* into v_held from ops.login_evidence(account, session) as e;
    return query
        select 'Verify session creation',
            case v_held.session_state when 'there' then 'passed' when 'none' then 'failed' else 'unknown' end,
            case v_held.session_state when 'there' then 'auth.sessions holds the session of this very login'
                when 'none' then 'auth.sessions does not hold it: is this the database of that project?'
                else 'auth.sessions is absent or cannot be read' end,
            jsonb_build_object('account', account, 'session', session, 'created_at', v_held.session_at),
            case v_held.session_state when 'none' then 'select * from ops.login_session'
                when 'unreadable' then 'Dashboard -> Authentication -> Users: look at Last sign in' end;
    select l.* into v_seen from ops.trial_look(account) as l;
    v_state := case when v_seen.problem is not null and v_seen.problem !~ '^[0-9A-Z]{5} ' then 'unknown'
        when v_seen.problem is not null or not v_held.has_profile or not v_held.is_active or not v_seen.sees_profile
            or (v_held.has_lots and not v_seen.sees_lots) then 'failed' else 'passed' end;
    v_said := case when v_seen.problem is not null then v_seen.problem
        when not v_held.has_profile then 'the account has no profile: it sees an empty application'
        when not v_held.is_active then 'the account''s profile is not active'
        when not v_seen.sees_profile then 'row security hides the account''s own profile'
        when not v_held.has_lots then 'it sees its own profile; there is no lot to see'
        when not v_seen.sees_lots then 'row security hides every lot'
        else 'it sees its own profile and lots' end;
    return query
        select 'Check that the user can access protected routes', v_state, v_said,
            jsonb_build_object('account', account, 'sees_profile', v_seen.sees_profile, 'sees_lots', v_seen.sees_lots),
            case when v_state <> 'passed' then 'select * from ops.check_auth()' end;
end
$$;
comment on function ops.trial_login(uuid, uuid) is
    'Two rows: the session the login made, and what that user sees, looked at as role authenticated with its '
    'claims. lotastro-ops verify auth --login calls it.';
revoke all on function ops.trial_login(uuid, uuid) from public;
grant execute on function ops.trial_login(uuid, uuid) to ops_operator;
