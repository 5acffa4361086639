-- The runbook's repair gives away what open orders hold, and the application reserves it again.
create function sample.break_sold_again(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot record;
    broken integer := 0;
begin
    for lot in
        select l.id, l.meters - c.active as offered, c.open
        from sample.spare_lots(null) as l
        join (
            select
                n.lot_id,
                coalesce(sum(n.reserved_meters) filter (where r.status = 'active'), 0) as active,
                sum(n.reserved_meters) filter (where r.status = 'converted') as open,
                count(*) filter (where r.status in ('released', 'canceled')) as ended
            from public.reservation_lines as n
            join public.reservations as r
                on r.id = n.reservation_id
            group by n.lot_id
        ) as c
            on c.lot_id = l.id
        where c.open > 5 and c.ended = 0
            and exists (select from public.rolls as r where r.lot_id = l.id)
    loop
        exit when broken = instances;
        perform sample.fix_by_runbook('sold_again', lot.id);
        -- All that the application now believes to have: more than is free by what the orders hold.
        perform sample.touch(sample.reserve(array[lot.id], array[lot.offered]));
        perform sample.record_row(
            'sold_again', 'oversold_lots', 'public.lots', lot.id, 'converted_open'
        );
        perform sample.record_row('sold_again', 'oversold_rolls', 'public.lots', lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('sold_again', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('sold_again', 45);
