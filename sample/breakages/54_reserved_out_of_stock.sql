-- The approval of an order takes its lots out of stock, whatever is left and reserved of them.
create function sample.break_reserved_out_of_stock(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in
        select l.*
        from sample.spare_lots(null) as l
        where exists (
            select
            from public.reservation_lines as n
            join public.reservations as r
                on r.id = n.reservation_id
            where n.lot_id = l.id and r.status = 'active'
        )
            -- With rolls left the lot's status would be wrong by them as well.
            and not exists (select from public.rolls as r where r.lot_id = l.id)
    loop
        exit when broken = instances;
        update public.lots set status = 'out_of_stock' where id = lot.id;
        perform sample.record_row(
            'reserved_out_of_stock', 'reserved_lots_not_in_stock', 'public.lots', lot.id
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('reserved_out_of_stock', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('reserved_out_of_stock', 165);
