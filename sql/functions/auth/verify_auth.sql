-- Whether people can sign in again (runbook 2, resolution).
create or replace function ops.verify_auth()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_missing text := ops._missing('{"public.login_attempts": ["email", "ip_address", "attempted_at", "success"]}');
    v_now timestamptz := ops.now();
    v_before ops.baseline := ops._baseline('auth', 'people_locked_out');
    v_locked bigint;
    v_failures numeric;
    v_success timestamptz;
begin
    if v_missing is not null then
        return query select 'Look at it at all', 'unknown', v_missing, null::jsonb, 'select * from ops.doctor()';
        return;
    end if;
    select count(*) filter (where w.locked_until is not null), coalesce(sum(w.failures), 0)
    into v_locked, v_failures
    from ops._login_windows() as w;
    select max(a.attempted_at) into v_success
    from public.login_attempts as a
    where a.success and a.attempted_at > coalesce(v_before.taken_at, v_now - interval '15 minutes');
    return query
        select 'Nobody is locked out', case when v_locked = 0 then 'passed' else 'failed' end,
            format('%s locked out, %s failures within 15 minutes%s', v_locked, v_failures,
                '; ' || v_before.value || ' locked out when the baseline was taken'),
            jsonb_build_object('locked_out', v_locked, 'failures', v_failures, 'baseline', v_before.value),
            case when v_locked > 0 then 'select * from ops.login_window' end;
    return query
        select 'Test login with known good credentials',
            case when v_success is null then 'pending' else 'passed' end,
            case when v_success is null then 'nobody has signed in since; sign in now and ask again'
                else format('somebody signed in at %s', ops._moment(v_success, ops.setting('time_zone'), 'HH24:MI:SS')) end,
            jsonb_build_object('last_success', v_success, 'since', v_before.taken_at),
            case when v_success is null
                then 'lotastro-ops verify auth --login; or sign in in a private window and ask again' end;
    return query select v.* from ops._verify_session(v_success) as v;
    return query
        select 'Check that the user can access protected routes', 'manual',
            'what a person sees after signing in is seen by that person only', null::jsonb,
            'lotastro-ops verify auth --login; or open Inventory and Orders: empty lists point to ops.check_auth()';
end
$$;
comment on function ops.verify_auth() is
    'The runbook''s resolution lines and the lockouts behind them. Sign in first: a login since the baseline, or '
    'within 15 minutes, is looked for.';
revoke all on function ops.verify_auth() from public;
grant execute on function ops.verify_auth() to ops_reader;
