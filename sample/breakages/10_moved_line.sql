-- Moves lines to another parent: metres and scope stay, so the counter trigger does not fire.
create function sample.break_moved_line(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    broken integer := 0;
begin
    for pair in
        select n.id as line, n.lot_id as source, l.id as target
        from (
            select s.*, row_number() over () as turn
            from sample.spare_lines(instances * 4, 'INVENTORY') as s
        ) as n
        join (
            -- Free by their rolls, too: more would break another rule as well.
            select s.*, row_number() over () as turn
            from sample.spare_lots(instances * 8, 90) as s
            where sample.free_metres(s.id) >= 90
        ) as l
            on l.turn = n.turn
        -- The label that stays behind is what tells a moved line from any other drift.
        where (l.quality, l.color) <> (n.quality, n.color)
            and l.meters - l.reserved_meters >= n.reserved_meters
        order by n.turn
    loop
        exit when broken = instances;
        continue when exists (
            select from sample.touched where key in (pair.source, pair.target)
        );
        perform sample.move_line('moved_line', pair.line, pair.target);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('moved_line', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('moved_line', 70);

create function sample.move_line(mechanism text, line_id uuid, target uuid)
returns void
language plpgsql
volatile
as $$
declare
    line public.reservation_lines;
    subject text;
begin
    select n.* into line from public.reservation_lines as n where n.id = line_id for update;
    subject := case line.scope
        when 'INVENTORY' then 'public.lots'
        else 'public.incoming_stock'
    end;
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
    perform sample.record_drift(mechanism, subject, target, -line.reserved_meters, 'moved_line');
    -- It keeps the label of the lot it came from.
    perform sample.record_row(
        mechanism, 'reservation_line_labels', 'public.reservation_lines', line.id
    );
    perform sample.touch(line.reservation_id);
end
$$;
