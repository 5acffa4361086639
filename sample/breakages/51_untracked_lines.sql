-- Lines put in and taken out while the counter triggers were switched off by the owner.
create function sample.break_untracked_insert(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    broken integer := 0;
begin
    alter table public.reservation_lines disable trigger reservation_line_inserted;
    for pair in
        select r.id as reservation, l.id as lot, l.quality, l.color
        from (
            select s.*, row_number() over () as turn
            from sample.spare_reservations(instances, '{active}') as s
        ) as r
        join (
            -- Free by their rolls, too: more would break another rule as well.
            select s.*, row_number() over () as turn
            from sample.spare_lots(instances * 4, 40) as s
            where sample.free_metres(s.id) >= 40
        ) as l
            on l.turn = r.turn
    loop
        insert into public.reservation_lines (
            reservation_id, scope, lot_id, quality, color, reserved_meters
        )
        values (
            pair.reservation, 'INVENTORY', pair.lot, pair.quality, pair.color, 7 + broken % 20
        );
        perform sample.record_drift(
            'untracked_insert', 'public.lots', pair.lot, -(7 + broken % 20), 'untracked_line'
        );
        perform sample.touch(pair.reservation);
        broken := broken + 1;
    end loop;
    alter table public.reservation_lines enable trigger reservation_line_inserted;
    return sample.report_shortage('untracked_insert', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('untracked_insert', 110);

create function sample.break_untracked_delete(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    line public.reservation_lines;
    broken integer := 0;
begin
    alter table public.reservation_lines disable trigger reservation_line_deleted;
    for line in select * from sample.spare_lines(instances * 4, 'INVENTORY') loop
        exit when broken = instances;
        -- The last line of a reservation stays: without it the reservation would be broken too.
        continue when not exists (
            select
            from public.reservation_lines as n
            where n.reservation_id = line.reservation_id and n.id <> line.id
        );
        delete from public.reservation_lines where id = line.id;
        perform sample.record_drift(
            'untracked_delete', 'public.lots', line.lot_id, line.reserved_meters, 'unknown'
        );
        broken := broken + 1;
    end loop;
    alter table public.reservation_lines enable trigger reservation_line_deleted;
    return sample.report_shortage('untracked_delete', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('untracked_delete', 120);
