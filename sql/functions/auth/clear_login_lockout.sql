-- Lets a person sign in again: removes the failed logins that lock, and no others.
create or replace function ops.clear_login_lockout(email text, reason text, dry_run boolean default true)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_email text := lower(btrim(clear_login_lockout.email));
    v_rows integer := ops.setting('cap_rows')::integer;
    v_changes ops.proposal[];
    v_failures bigint;
begin
    perform ops._require_known_login(v_email);
    select w.failures into v_failures from ops._login_windows(array[v_email]) as w;
    v_changes := array(
        select (null, 'public.login_attempts', jsonb_build_object('id', f.id), 'delete', null, null,
            format('%s: failed login at %s%s is removed', f.email,
                ops._moment(f.attempted_at, ops.setting('time_zone'), 'HH24:MI:SS'), ' from ' || f.ip_address)
                || E'\n' || ops._undo_note('clear_login_lockout'))::ops.proposal
        from ops._login_rows(array[v_email]) as f
        limit v_rows
    );
    return query select c.* from ops._act('auth', 'clear_login_lockout', v_changes, reason, dry_run) as c;
    if cardinality(v_changes) = 0 then
        raise notice '% is not locked out: % failures within 15 minutes', v_email, coalesce(v_failures, 0);
    elsif v_failures > v_rows then
        raise notice '% failures lock %, and cap_rows lets % go at a time: call it again', v_failures, v_email, v_rows;
    elsif not dry_run and exists (select from ops._login_windows(array[v_email]) as w
        where w.locked_until is not null) then
        raise notice '% is locked out again: somebody keeps failing', v_email;
    end if;
end
$$;
comment on function ops.clear_login_lockout(text, text, boolean) is
    'Runbook 2, step 5: plans by default; with dry_run => false removes the failures of the last 15 minutes that lock '
    'this e-mail, in any spelling, through the journal; undo brings them back. OP009, OP013.';
revoke all on function ops.clear_login_lockout(text, text, boolean) from public;
grant execute on function ops.clear_login_lockout(text, text, boolean) to ops_operator;
