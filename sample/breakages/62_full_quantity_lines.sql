-- The webhook of a changed deal writes its whole quantity to every line of the same article.
create function sample.break_full_quantity_lines(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    reservation uuid;
    broken integer := 0;
begin
    for pair in
        select p.lots, p.quality, p.color
        from (
            select
                s.quality, s.color, (array_agg(s.id order by s.id))[1:2] as lots, count(*) as found
            from sample.spare_lots(instances * 40, 120) as s
            group by s.quality, s.color
        ) as p
        where p.found >= 2
        order by p.lots
        limit instances
    loop
        reservation := sample.reserve(pair.lots, array[20, 30]);
        update public.reservation_lines as n
        set reserved_meters = 50
        where n.reservation_id = reservation
            and n.quality = pair.quality
            and n.color = pair.color;
        perform sample.record_row(
            'full_quantity_lines', null, 'public.reservations', reservation
        );
        perform sample.touch_reservation(reservation);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('full_quantity_lines', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('full_quantity_lines', 170);
comment on function sample.break_full_quantity_lines(integer) is
    'The triggers follow every line, so the counters stay right: too much is held, correctly.';
