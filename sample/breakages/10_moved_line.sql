-- Moves lines to another lot: metres and scope stay, so the counter trigger does not fire.
create function sample.break_moved_line(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    line public.reservation_lines;
    target public.lots;
    broken integer := 0;
begin
    for line in select * from sample.spare_lines(instances * 3, 'INVENTORY') loop
        exit when broken = instances;
        continue when exists (select from sample.touched where key = line.lot_id);
        select l.*
        into target
        from sample.spare_lots(2, line.reserved_meters + 1) as l
        where l.id <> line.lot_id
        order by (l.quality, l.color) = (line.quality, line.color)
        limit 1;
        continue when not found;
        perform sample.move_line(line, target.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('moved_line', instances, broken);
end
$$;

create function sample.move_line(line public.reservation_lines, target uuid)
returns void
language plpgsql
volatile
as $$
declare
    subject constant text := case line.scope
        when 'INVENTORY' then 'public.lots'
        else 'public.incoming_stock'
    end;
    mechanism constant text := case line.scope
        when 'INVENTORY' then 'moved_line'
        else 'moved_incoming_line'
    end;
begin
    update public.reservation_lines
    set
        lot_id = case when scope = 'INVENTORY' then target end,
        incoming_stock_id = case when scope = 'INCOMING' then target end
    where id = line.id;
    -- The old parent still counts the line, the new one does not.
    perform sample.record_drift(
        mechanism, subject, coalesce(line.lot_id, line.incoming_stock_id),
        line.reserved_meters, 'moved_line'
    );
    perform sample.record_drift(
        mechanism, subject, target, -line.reserved_meters, 'moved_line'
    );
    perform sample.touch(line.id, line.reservation_id);
end
$$;
