-- Several things at once on one lot, and writes that cancel each other out.
create function sample.break_combined(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    shapes constant text[] := array[
        'move_and_write', 'fix_and_write', 'two_moves', 'write_and_back', 'release_and_write'
    ];
    broken integer := 0;
begin
    while broken < instances and sample.combine(shapes[1 + broken % 5]) loop
        broken := broken + 1;
    end loop;
    return sample.report_shortage('combined', instances, broken);
end
$$;

-- False where no row is left to do it to. In fix_and_write the fix comes first: afterwards it
-- would wipe out what was done before it.
create function sample.combine(shape text)
returns boolean
language plpgsql
volatile
as $$
declare
    lot uuid;
    lines uuid[];
    targets uuid[];
begin
    case shape
        when 'fix_and_write' then
            select l.id into lot from sample.spare_lots_with_closed_lines(1, false) as l;
        when 'write_and_back' then
            select l.id into lot from sample.spare_lots(1) as l;
        when 'release_and_write' then
            lot := sample.release_somewhere();
        else
            select f.lot_id, f.lines, f.targets
            into lot, lines, targets
            from sample.lot_to_move_from(case shape when 'two_moves' then 2 else 1 end) as f;
    end case;
    if lot is null then
        return false;
    end if;

    case shape
        when 'fix_and_write' then
            perform sample.fix_by_runbook('combined', lot);
            perform sample.write_counter('combined', 'public.lots', lot, 2.22);
        when 'write_and_back' then
            perform sample.write_counter('combined', 'public.lots', lot, 12.34);
            perform sample.write_counter('combined', 'public.lots', lot, -12.34);
        when 'release_and_write' then
            perform sample.write_counter('combined', 'public.lots', lot, 4.44);
        when 'move_and_write' then
            perform sample.move_line('combined', lines[1], targets[1]);
            perform sample.write_counter('combined', 'public.lots', lot, 3.33);
        when 'two_moves' then
            perform sample.move_line('combined', lines[1], targets[1]);
            perform sample.move_line('combined', lines[2], targets[2]);
    end case;
    return true;
end
$$;

create function sample.release_somewhere()
returns uuid
language plpgsql
volatile
as $$
declare
    released public.reservations;
    lot uuid;
begin
    for released in select * from sample.spare_reservations(20, '{active}') loop
        select n.lot_id
        into lot
        from public.reservation_lines as n
        where n.reservation_id = released.id and n.lot_id is not null
        order by n.id
        limit 1;
        continue when lot is null;
        perform sample.close_reservation(released.id, 'released');
        perform sample.record_stale_lines('combined', released.id);
        return lot;
    end loop;
    return null;
end
$$;

-- A lot with so many lines to move, and as many lots of other labels to move them to.
create function sample.lot_to_move_from(moves integer)
returns table (lot_id uuid, lines uuid[], targets uuid[])
language sql
stable
as $$
    with
    candidate as (
        select n.lot_id, n.quality, n.color, array_agg(n.id order by n.id) as lines
        from public.reservation_lines as n
        join public.reservations as r
            on r.id = n.reservation_id
        where r.status = 'active'
            and n.roll_ids is null
            and n.reserved_meters < 90
            and not exists (
                select from sample.touched as t where t.key in (n.lot_id, n.reservation_id)
            )
        group by n.lot_id, n.quality, n.color
        having count(*) >= moves and n.lot_id is not null
        order by hashtextextended(n.lot_id::text, 3)
        limit 1
    )

    select
        c.lot_id,
        c.lines,
        array(
            select l.id
            from sample.spare_lots(10, 90) as l
            where l.id <> c.lot_id and (l.quality, l.color) <> (c.quality, c.color)
            limit moves
        )
    from candidate as c
$$;
