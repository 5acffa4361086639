-- What changing the policy would do.
create or replace function ops._policy_plan(policy text, causes text[])
returns setof ops.explanation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_guarded boolean := exists (select from ops.guard_trigger);
    v_stale record;
    v_uncounted record;
begin
    return query select 'policy', 'now', ops._policy_of('reservations'), null::text
        union all select 'policy', 'then', policy, null;
    if policy = 'guard' and not v_guarded then
        return query select 'disabled', g.trigger::text, g.relation, g.definition from ops._guarded_triggers() as g;
        return query select 'added', g.trigger::text, g.relation, g.definition from ops._guard_triggers() as g;
        select count(*) as lines, coalesce(sum(h.size), 0) as metres into v_stale from ops._stale_lines(null) as h;
        return query select 'afterwards', 'lines that are over', format('%s lines, %s m', v_stale.lines, ops._metres(v_stale.metres)),
            'they count until you give them back: select * from ops.repair_reservations(rule => ''uncounted_reservations'')';
        return query select 'locks', 'for an instant', 'reservation_lines, reservations, orders, audit_logs',
            'writers of these wait while links to orders are read and the triggers are swapped; gives up after 2 s of waiting';
    elsif policy <> 'guard' and v_guarded then
        select count(*) as reservations into v_uncounted
        from ops.uncounted_reservation as u
        where exists (select from public.reservation_lines as l where l.reservation_id = u.reservation_id);
        return query select 'removed', g.trigger::text, g.relation, g.definition from ops._guard_triggers() as g;
        return query select 'enabled', g.trigger::text, g.relation, g.definition from ops.guard_trigger as g order by g.trigger;
        return query select 'first', 'must count again', format('%s reservations', v_uncounted.reservations),
            case when v_uncounted.reservations > 0
                then 'the guard stays until they do: select * from ops.repair_reservations(rule => ''uncounted_reservations''), then this call again' end;
    end if;
    return query
        select 'decision', c.cause, 'quarantine', (select w.what from ops.rule_choice as w where w.rule = 'stale_reservation_lines' and w.choice = 'quarantine')
        from unnest(causes) as c (cause);
    return query select 'way back', ops._policy_of('reservations'), null::text,
        format('select * from ops.set_policy(''reservations'', %L, ''why'', dry_run => false)', ops._policy_of('reservations'));
end
$$;
comment on function ops._policy_plan(text, text[]) is 'Triggers replaced and added, what stops or starts to count, decisions, and the way back.';
revoke all on function ops._policy_plan(text, text[]) from public;
