-- Adds lines to reservations that are over: accepted, and counted.
create function sample.break_line_on_closed_reservation(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    line uuid;
    broken integer := 0;
begin
    for pair in
        select r.id as reservation, l.id as lot, l.quality, l.color
        from (
            select s.*, row_number() over () as turn
            from sample.spare_reservations(instances, '{canceled,released}') as s
        ) as r
        join (
            select s.*, row_number() over () as turn from sample.spare_lots(instances, 20) as s
        ) as l
            on l.turn = r.turn
    loop
        insert into public.reservation_lines (
            reservation_id, scope, lot_id, quality, color, reserved_meters
        )
        values (
            pair.reservation, 'INVENTORY', pair.lot, pair.quality, pair.color, 5 + broken % 10
        )
        returning id into line;
        perform sample.record_row(
            'line_on_closed_reservation', 'stale_reservation_lines', 'public.reservation_lines',
            line, 'line_on_closed_reservation'
        );
        perform sample.touch(pair.reservation, pair.lot);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('line_on_closed_reservation', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('line_on_closed_reservation', 100);
