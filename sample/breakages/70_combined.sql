-- Several things at once on one lot, and writes that cancel each other out.
create function sample.break_combined(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    return sample.report_shortage(
        'combined',
        instances,
        sample.break_by_fix_and_write((instances + 4) / 5)
        + sample.break_by_write_and_back((instances + 3) / 5)
        + sample.break_by_moves((instances + 2) / 5, 1)
        + sample.break_by_moves((instances + 1) / 5, 2)
        + sample.break_by_release_and_write(instances / 5)
    );
end
$$;

-- The fix comes first: afterwards it would wipe out what was done before it.
create function sample.break_by_fix_and_write(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots_with_closed_lines(wanted, false) loop
        perform sample.fix_by_runbook('combined', lot.id);
        perform sample.write_counter('combined', 'public.lots', lot.id, 2.22);
        broken := broken + 1;
    end loop;
    return broken;
end
$$;

-- Nothing is wrong afterwards, and nothing may be reported.
create function sample.break_by_write_and_back(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots(wanted) loop
        perform sample.write_counter('combined', 'public.lots', lot.id, 12.34);
        perform sample.write_counter('combined', 'public.lots', lot.id, -12.34);
        broken := broken + 1;
    end loop;
    return broken;
end
$$;

create function sample.break_by_release_and_write(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    lot uuid;
    broken integer := 0;
begin
    for reservation in select * from sample.spare_reservations(wanted * 4, '{active}') loop
        exit when broken = wanted;
        select n.lot_id
        into lot
        from public.reservation_lines as n
        where n.reservation_id = reservation.id
            and not exists (select from sample.touched as t where t.key = n.lot_id)
            and n.lot_id is not null
        order by n.id
        limit 1;
        continue when not found;
        perform sample.close_reservation(reservation.id, 'released');
        perform sample.record_stale_lines('combined', reservation.id);
        perform sample.write_counter('combined', 'public.lots', lot, 4.44);
        broken := broken + 1;
    end loop;
    return broken;
end
$$;

-- One line away and a write; or two lines away, to two lots.
create function sample.break_by_moves(wanted integer, moves integer)
returns integer
language plpgsql
volatile
as $$
declare
    source record;
    targets uuid[];
    broken integer := 0;
begin
    for source in select * from sample.lots_to_move_from(wanted * 4, moves) loop
        exit when broken = wanted;
        continue when exists (
            select from sample.touched as t where t.key = source.lot_id
        );
        targets := array(
            select l.id
            from public.lots as l
            where l.id = any (source.targets)
                and l.id <> source.lot_id
                and (l.quality, l.color) <> (source.quality, source.color)
                and not exists (select from sample.touched as t where t.key = l.id)
            order by l.id
            limit moves
        );
        continue when cardinality(targets) < moves;
        for turn in 1..moves loop
            perform sample.move_line('combined', source.lines[turn], targets[turn]);
        end loop;
        if moves = 1 then
            perform sample.write_counter('combined', 'public.lots', source.lot_id, 3.33);
        end if;
        broken := broken + 1;
    end loop;
    return broken;
end
$$;

-- Lots with so many lines to move, each with a handful of lots to move them to.
create function sample.lots_to_move_from(wanted bigint, moves integer)
returns table (lot_id uuid, quality text, color text, lines uuid[], targets uuid[])
language sql
stable
as $$
    with
    source as (
        select
            n.lot_id, n.quality, n.color, array_agg(n.id order by n.id) as lines,
            row_number() over (order by hashtextextended(n.lot_id::text, 3)) as turn
        from public.reservation_lines as n
        join public.reservations as r
            on r.id = n.reservation_id
        where r.status = 'active'
            and n.lot_id is not null
            and n.roll_ids is null
            and n.reserved_meters < 90
            and not exists (
                select from sample.touched as t where t.key in (n.lot_id, n.reservation_id)
            )
        group by n.lot_id, n.quality, n.color
        having count(*) >= moves
        order by turn
        limit wanted
    ),

    target as (
        select l.id, (row_number() over () - 1) / 6 + 1 as turn
        from sample.spare_lots(wanted * 6, 90) as l
    )

    select s.lot_id, s.quality, s.color, s.lines, array_agg(t.id)
    from source as s
    join target as t
        on t.turn = s.turn
    group by s.lot_id, s.quality, s.color, s.lines, s.turn
    order by s.turn
$$;
