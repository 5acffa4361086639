-- Lots that the application does not offer, and that active reservations hold all the same.
create or replace function ops.reserved_lots_not_in_stock(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.lots',
            jsonb_build_object('id', t.id),
            left(format('lot %s is %s, and active reservations hold %s m of it', t.lot_number, t.status,
                sum(l.reserved_meters)), 100),
            null::text,
            to_jsonb('in_stock'::text),
            to_jsonb(t.status::text),
            sum(l.reserved_meters),
            jsonb_build_object('reservations', jsonb_agg(distinct r.reservation_number)),
            null::text
        from public.lots as t
        join public.reservation_lines as l
            on l.lot_id = t.id
        join public.reservations as r
            on r.id = l.reservation_id
        where t.status <> 'in_stock' and r.status = 'active'
            and (keys is null or t.id = any (keys::uuid[]))
        group by t.id;
end
$$;
comment on function ops.reserved_lots_not_in_stock(text[]) is 'Lots out of stock or partially fulfilled with lines of active reservations. Open orders on such a lot are normal: approving an order takes the lot out of stock.';
revoke all on function ops.reserved_lots_not_in_stock(text[]) from public;
select ops._define_rule(
    name => 'reserved_lots_not_in_stock',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A lot that is actively reserved is in stock',
    why => 'The customer is promised a lot that no screen offers any more; the reservation cannot be converted.',
    repair_class => 'decide',
    reads => '{"public.lots": ["id", "lot_number", "status"], "public.reservation_lines": ["id", "reservation_id", "lot_id", "reserved_meters"],
        "public.reservations": ["id", "reservation_number", "status"]}',
    choices => '[{"choice": "restock", "what": "the lot is in stock again; the app offers it, less what is reserved", "changes": "ops._restock_changes"},
        {"choice": "quarantine", "what": "the active lines leave the table through the journal and their metres return to the lot; the app shows those reservations without them", "changes": "ops._lot_lines_changes"}]'
);
