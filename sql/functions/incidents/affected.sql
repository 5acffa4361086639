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
            select f.rule, f.subject, ops._uuid(ops._key_value(f.key)) as id
            from ops.finding as f
            where f.incident = affected.incident and f.kind = 'violation'
        ),
        -- a search each, by its own index
        line as (
            select l.id, h.rule from hit as h join public.reservation_lines as l on l.lot_id = h.id where h.subject = 'public.lots'
            union all
            select l.id, h.rule from hit as h join public.reservation_lines as l on l.incoming_stock_id = h.id where h.subject = 'public.incoming_stock'
            union all
            select l.id, h.rule from hit as h join public.reservation_lines as l on l.id = h.id where h.subject = 'public.reservation_lines'
            union all
            select l.id, h.rule from hit as h join public.reservation_lines as l on l.reservation_id = h.id where h.subject = 'public.reservations'
        ),
        reserved as (
            select r.reservation_number, r.customer_name, sum(l.reserved_meters) as metres, min(n.rule) as rule
            from (select w.id, min(w.rule) as rule from line as w group by w.id) as n
            join public.reservation_lines as l
                on l.id = n.id
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
