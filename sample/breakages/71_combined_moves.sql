-- One line moved away from a lot that is then written to; or two lines, to two lots.
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
                and sample.free_metres(l.id) >= 90
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
