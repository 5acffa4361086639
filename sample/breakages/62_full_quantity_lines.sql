-- The webhook of a changed deal writes its whole quantity to every line of the same article.
create function sample.break_full_quantity_lines(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lots uuid[];
    rolls uuid[];
    reservation uuid;
begin
    for n in 1..instances loop
        lots := array[
            sample.take_in('L-FULL-' || n || '-A', 'V702', 'OLIVE', array[20, 300]),
            sample.take_in('L-FULL-' || n || '-B', 'V702', 'OLIVE', array[30, 300])
        ];
        rolls := array(
            select r.id
            from public.rolls as r
            where r.lot_id = any (lots) and r.position = 1
            order by array_position(lots, r.lot_id)
        );
        reservation := sample.reserve(lots, array[20, 30], rolls);
        update public.reservations
        set crm_deal_id = sample.id(sample.salt('flooded deal'), n)::text
        where id = reservation;
        update public.reservation_lines as l
        set reserved_meters = 50 + n % 5
        where l.reservation_id = reservation and l.quality = 'V702' and l.color = 'OLIVE';
        perform sample.record_row(
            'full_quantity_lines', 'reservation_line_meters', 'public.reservation_lines', l.id, 'full_quantity'
        )
        from public.reservation_lines as l
        where l.reservation_id = reservation;
        perform sample.touch_reservation(reservation);
    end loop;
    return sample.report_shortage('full_quantity_lines', instances, instances);
end
$$;
insert into sample.mechanism (name, turn) values ('full_quantity_lines', 170);
comment on function sample.break_full_quantity_lines(integer) is
    'The triggers follow every line, so the counters stay right: too much is held, correctly.';
