-- Refuses to reverse a lot of which anything has been used, or on which something else hangs.
create or replace function ops._require_reversible_lot(lot uuid)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_number text := (select l.lot_number from public.lots as l where l.id = lot);
    v_rolls text[] := array(select r.id::text from public.rolls as r where r.lot_id = lot);
    v_why text;
begin
    select string_agg(w.what, ', ' order by w.what) into v_why
    from (
        -- everything that names the lot, its rolls or its goods rows by a foreign key, whatever the table
        select format('%s row%s of %s', count(*), case when count(*) > 1 then 's' end,
            replace(d.relation, 'public.', '')) as what
        from ops._orphan_dependents(array['public.lots:' || lot]) as d
        where d.level > 0 and d.relation not in ('public.rolls', 'public.goods_in_rows')
        group by d.relation
        union all
        select format('%s rolls that are %s', count(*), r.status)
        from public.rolls as r
        where r.lot_id = lot and r.status <> 'available'
        group by r.status
        union all
        select format('%s m reserved', l.reserved_meters)
        from public.lots as l
        where l.id = lot and l.reserved_meters <> 0
        union all
        select format('%s order lines list its rolls', count(*))
        from public.order_lots as o
        where o.lot_id <> lot and string_to_array(replace(lower(o.selected_roll_ids), ' ', ''), ',') && v_rolls
        having count(*) > 0
        union all
        select format('%s reservation lines list its rolls', count(*))
        from public.reservation_lines as n
        where n.lot_id is distinct from lot and string_to_array(replace(lower(n.roll_ids), ' ', ''), ',') && v_rolls
        having count(*) > 0
        union all
        select format('delivery %s has only %s m received, %s m of them from this lot',
            i.invoice_number, i.received_meters, g.meters)
        from ops._lot_receipts(lot) as g
        join public.incoming_stock as i
            on i.id = g.incoming_stock_id
        where i.received_meters < g.meters
    ) as w;
    if v_why is not null then
        perform ops._fail('OP003', format('lot %s cannot be reversed', v_number), v_why,
            format('a lot that was used is corrected, not reversed: select * from ops.explain_lot(%L)', v_number));
    end if;
end
$$;
comment on function ops._require_reversible_lot(uuid) is 'Raises OP003 with all that stands in the way: a deletion would cascade to it, or leave metres that nobody has.';
revoke all on function ops._require_reversible_lot(uuid) from public;
