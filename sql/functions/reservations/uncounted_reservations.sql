-- Under the guard: reservations that count although they are over, or do not count although they hold.
create or replace function ops.uncounted_reservations(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_guarded boolean := ops._policy_of('reservations') = 'guard';
begin
    if not v_guarded and not exists (select from ops.uncounted_reservation) then
        return;
    end if;
    return query
        with state as (
            select r.id, r.reservation_number, coalesce(s.why, 'active') as why,
                coalesce(s.holds, true) or not v_guarded as counts, u.reservation_id is null as counted
            from public.reservations as r
            left join ops._reservation_states(keys::uuid[]) as s
                on s.reservation_id = r.id
            left join ops.uncounted_reservation as u
                on u.reservation_id = r.id
            where keys is null or r.id = any (keys::uuid[])
        )
        select 'public.reservations',
            jsonb_build_object('id', w.id),
            left(format('reservation %s is %s, and its %s m %s', w.reservation_number,
                replace(replace(w.why, 'converted_', ''), '_', ' '), ops._metres(l.metres),
                case when w.counted then 'still count' else 'do not count' end), 100),
            case when w.counted then w.why else 'counts_again' end,
            to_jsonb(w.counts),
            to_jsonb(w.counted),
            l.metres,
            jsonb_build_object('lines', l.lines),
            null::text
        from state as w
        join (
            select n.reservation_id, sum(n.reserved_meters) as metres, count(*) as lines
            from public.reservation_lines as n
            where keys is null or n.reservation_id = any (keys::uuid[])
            group by n.reservation_id
        ) as l
            on l.reservation_id = w.id
        where w.counts <> w.counted;
end
$$;
comment on function ops.uncounted_reservations(text[]) is 'Reservations with lines whose place in ops.uncounted_reservation differs from what ops._reservation_states says. Silent without the guard.';
revoke all on function ops.uncounted_reservations(text[]) from public;
select ops._define_rule(
    name => 'uncounted_reservations',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Under the guard exactly the reservations that hold stock are counted',
    why => 'Metres of reservations that are over cannot be sold; metres of one that holds could be sold twice.',
    repair_class => 'lock',
    causes => array['released', 'canceled', 'converted_fulfilled', 'converted_cancelled', 'converted_order_deleted', 'counts_again'],
    changes => 'ops._uncounted_reservations_changes',
    reads => '{"public.reservations": ["id", "reservation_number", "status", "crm_deal_id"],
        "public.reservation_lines": ["id", "reservation_id", "scope", "lot_id", "incoming_stock_id", "reserved_meters"],
        "public.lots": ["id", "lot_number", "reserved_meters"],
        "public.incoming_stock": ["id", "invoice_number", "quality", "color", "reserved_meters"],
        "public.orders": ["id", "status", "fulfilled_at", "fulfillment_outcome", "crm_deal_id"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data"]}'
);
