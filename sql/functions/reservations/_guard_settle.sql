-- Makes the counters follow what reservations hold by now: the one place that gives metres back or takes them.
create or replace function ops._guard_settle(reservations uuid[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_ended uuid[];
    v_whys text[];
    v_over uuid[];
    v_again uuid[];
begin
    if coalesce(cardinality(reservations), 0) = 0 then
        return;
    end if;
    perform from public.reservations as r where r.id = any (reservations) order by r.id for no key update;
    perform ops._guard_lock_parents(reservations);
    -- a new statement: it sees all that was committed before the locks
    select coalesce(array_agg(s.reservation_id), '{}'), coalesce(array_agg(s.why), '{}') into v_ended, v_whys
    from ops._reservation_states(reservations) as s
    where not s.holds;
    v_over := array(
        select e.id
        from unnest(v_ended) as e (id)
        -- while the guard is being removed nothing ceases to count
        where ops._policy_of('reservations') = 'guard'
            and not exists (select from ops.uncounted_reservation as u where u.reservation_id = e.id)
    );
    v_again := array(
        select u.reservation_id
        from ops.uncounted_reservation as u
        where u.reservation_id = any (reservations) and u.reservation_id <> all (v_ended)
            and exists (select from public.reservations as r where r.id = u.reservation_id)
    );
    perform ops._guard_move(v_over, -1);
    perform ops._guard_move(v_again, 1);
    delete from ops.uncounted_reservation as u where u.reservation_id = any (v_again);
    insert into ops.uncounted_reservation (reservation_id, why, since)
    select e.id, e.why, ops.now()
    from unnest(v_ended, v_whys) as e (id, why)
    where e.id = any (v_over);
end
$$;
comment on function ops._guard_settle(uuid[]) is 'Locks the reservations, then their lots and deliveries; moves counters where holding and counting differ by ops._reservation_states.';
revoke all on function ops._guard_settle(uuid[]) from public;
