-- Makes the counters follow what reservations hold by now: the one place that gives metres back or takes them.
create or replace function ops._guard_settle(reservations uuid[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_over uuid[];
    v_again uuid[];
begin
    if coalesce(cardinality(reservations), 0) = 0 then
        return;
    end if;
    perform from public.reservations as r where r.id = any (reservations) order by r.id for no key update;
    perform ops._guard_lock_parents(reservations);
    -- new statements: they see all that was committed before the locks
    v_over := array(
        select s.reservation_id
        from ops._reservation_states(reservations) as s
        -- while the guard is being removed nothing ceases to count
        where not s.holds and ops._policy_of('reservations') = 'guard' and not exists (select from ops.uncounted_reservation as u where u.reservation_id = s.reservation_id)
    );
    v_again := array(
        select u.reservation_id
        from ops.uncounted_reservation as u
        where u.reservation_id = any (reservations)
            and not exists (
                select from ops._reservation_states(reservations) as s where s.reservation_id = u.reservation_id and not s.holds
            )
            and exists (select from public.reservations as r where r.id = u.reservation_id)
    );
    perform ops._guard_move(v_over, -1);
    perform ops._guard_move(v_again, 1);
    delete from ops.uncounted_reservation as u where u.reservation_id = any (v_again);
    insert into ops.uncounted_reservation (reservation_id, why, since)
    select s.reservation_id, s.why, ops.now()
    from ops._reservation_states(v_over) as s;
end
$$;
comment on function ops._guard_settle(uuid[]) is 'Locks the reservations, then their lots and deliveries; moves counters where holding and counting differ by ops._reservation_states.';
revoke all on function ops._guard_settle(uuid[]) from public;
