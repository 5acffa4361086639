-- A bulk rename of a quality reaches the lots and not the lines on them.
create function sample.break_renamed_lot(instances integer)
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
        where l.reserved_meters > 0
            -- Orders and receipts copy the label too, and would differ as well.
            and not exists (select from public.order_lots as o where o.lot_id = l.id)
            and not exists (select from public.goods_in_rows as g where g.lot_id = l.id)
            and not exists (
                select
                from public.reservation_lines as n
                join sample.touched as t
                    on t.key in (n.id, n.reservation_id)
                where n.lot_id = l.id
            )
    loop
        exit when broken >= instances;
        update public.lots set quality = quality || ' II' where id = lot.id;
        perform sample.record_row(
            'renamed_lot', 'reservation_line_labels', 'public.reservation_lines', n.id
        )
        from public.reservation_lines as n
        where n.lot_id = lot.id;
        perform sample.touch(variadic array(
            select n.reservation_id from public.reservation_lines as n where n.lot_id = lot.id
        ) || lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('renamed_lot', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('renamed_lot', 180);
