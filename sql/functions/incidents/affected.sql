-- Which customers' reservations and orders an incident touches.
create or replace function ops.affected(incident bigint)
returns setof ops.affected
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    perform ops._require_incident(incident);
    if to_regclass('public.reservations') is null or to_regclass('public.reservation_lines') is null then
        return;
    end if;
    return query
        with hit as (
            select f.rule, f.subject, ops._key_value(f.key) as key
            from ops.finding as f
            where f.incident = affected.incident and f.kind = 'violation' and f.key ? 'id'
                and ops._key_value(f.key) ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$'
        ),
        reserved as (
            select r.reservation_number, r.customer_name, sum(l.reserved_meters) as metres, min(h.rule) as rule
            from hit as h
            join public.reservation_lines as l
                on (h.subject = 'public.lots' and l.lot_id = h.key::uuid)
                    or (h.subject = 'public.incoming_stock' and l.incoming_stock_id = h.key::uuid)
                    or (h.subject = 'public.reservation_lines' and l.id = h.key::uuid)
                    or (h.subject = 'public.reservations' and l.reservation_id = h.key::uuid)
            join public.reservations as r
                on r.id = l.reservation_id
            group by r.id, r.reservation_number, r.customer_name
        )
        select 'reservation', v.reservation_number, v.customer_name, v.metres, v.rule from reserved as v
        union all
        select 'order', o.number, o.customer, null, o.rule from ops._affected_orders(incident) as o
        order by 1 desc, 2;
end
$$;
comment on function ops.affected(bigint) is 'One row a reservation or order behind the incident''s findings. Holds customers'' names: for those who may see them. OP013.';
revoke all on function ops.affected(bigint) from public;
grant execute on function ops.affected(bigint) to ops_operator;
