-- Which lines hold metres for a reservation that is over: what ops.stale_reservation_lines words.
create or replace function ops._stale_lines(keys text[])
returns table (key text, size numeric, line uuid, why text, order_id uuid, link text)
language plpgsql
stable parallel safe
rows 100
set search_path = pg_catalog, pg_temp
as $$
declare
    v_reservations uuid[];
begin
    -- under the guard they are history, and uncounted_reservations sees to their metres
    if ops._policy_of('reservations') = 'guard' then
        return;
    end if;
    if keys is not null then
        v_reservations := array(select l.reservation_id from public.reservation_lines as l where l.id = any (keys::uuid[]));
    end if;
    return query
        select l.id::text, l.reserved_meters, l.id, s.why, s.order_id, s.link
        from public.reservation_lines as l
        join ops._reservation_states(v_reservations) as s
            on s.reservation_id = l.reservation_id
        where not s.holds
            and not exists (select from ops.uncounted_reservation as u where u.reservation_id = s.reservation_id)
            and (keys is null or l.id = any (keys::uuid[]));
end
$$;
comment on function ops._stale_lines(text[]) is 'One row a line that does not hold by ops._reservation_states: its key, its metres, why, and the order by which link; none under the guard. Null for all lines.';
revoke all on function ops._stale_lines(text[]) from public;
