-- Changes what the stored values of an area are held to, or shows what that would do.
create or replace function ops.set_policy(
    area text, policy text, reason text, causes text[] default null, dry_run boolean default true
)
returns setof ops.explanation
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_plan ops.explanation[];
    v_removed boolean := true;
    v_cause text;
begin
    perform ops._require_policy(area, policy, causes);
    perform ops._require_read_committed();
    perform ops._require_reason(reason, format('select * from ops.set_policy(%L, %L, ''why'')', area, policy));
    if dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null', 'true shows what it would do, false does it',
            format('select * from ops.set_policy(%L, %L, ''why'')', area, policy));
    end if;
    v_plan := array(select p from ops._policy_plan(policy, causes) as p);
    return query select p.* from unnest(v_plan) as p;
    if dry_run then
        return;
    end if;
    perform ops._lock_repairs();
    perform ops._bury_dead_runs();
    insert into ops.policy as p (area, policy, since, actor, reason)
    values (set_policy.area, set_policy.policy, ops.now(), ops.actor(), btrim(set_policy.reason))
    on conflict on constraint policy_pkey do update
    set policy = excluded.policy, since = excluded.since, actor = excluded.actor, reason = excluded.reason;
    if policy = 'guard' then
        perform ops._guard_install();
    else
        v_removed := ops._guard_remove();
    end if;
    foreach v_cause in array coalesce(causes, '{}') loop
        perform ops.decide('stale_reservation_lines', v_cause, 'quarantine', reason);
    end loop;
    return query select 'done', policy, case when v_removed then 'in force' else 'the guard is still in place' end,
        case when not v_removed then 'select * from ops.repair_reservations(rule => ''uncounted_reservations''), then this call again' end;
end
$$;
comment on function ops.set_policy(text, text, text, text[], boolean) is 'lines, quarantine (for the causes named) or guard; by default a plan. It moves no counter: what stops or starts to count goes through a repair. OP001, OP004, OP005, OP009, OP010; 55P03 when a table stays locked.';
revoke all on function ops.set_policy(text, text, text, text[], boolean) from public;
grant execute on function ops.set_policy(text, text, text, text[], boolean) to ops_operator;
