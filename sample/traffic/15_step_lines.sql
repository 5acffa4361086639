-- The actions of the traffic that write lines: a new reservation, and an edited amount.

-- One to three lots, by metres or by whole rolls; now and then goods on their way.
create function sample.step_reserve(spot uuid, luck double precision, broken boolean)
returns boolean
language plpgsql
volatile
as $$
declare
    parents uuid[] := sample.pick_lots(spot, 1 + (luck * 997)::integer % 3, broken);
    chosen uuid[];
    metres numeric[];
    rolls uuid[];
begin
    if (luck * 9973)::integer % 8 = 0 then
        parents := array[sample.pick_incoming(spot, broken)];
    end if;
    perform sample.lock_parents(parents);

    if luck < 0.4 then
        select array_agg(r.lot_id), array_agg(r.meters), array_agg(r.id)
        into chosen, metres, rolls
        from (
            select distinct on (r.lot_id) r.lot_id, r.meters, r.id
            from public.rolls as r
            where r.lot_id = any (parents)
                and r.status = 'available'
                and r.meters <= sample.free_metres(r.lot_id)
                and not exists (
                    select
                    from public.reservation_lines as n
                    where n.lot_id = r.lot_id and n.roll_ids like '%' || r.id || '%'
                )
            order by r.lot_id, r.position
        ) as r
        where r.meters = round(r.meters, 2);
    else
        select array_agg(p.id), array_agg(round((p.free * (0.1 + 0.4 * luck))::numeric, 2))
        into chosen, metres
        from (select p as id, sample.free_metres(p) as free from unnest(parents) as p) as p
        where p.free > 10;
    end if;
    if chosen is null then
        return false;
    end if;
    perform sample.reserve(chosen, metres, rolls);
    perform sample.note_counters(chosen);
    return true;
end
$$;

-- Changes the metres of one line, down or up; the validator refuses some that would fit.
create function sample.step_edit(reservation uuid, luck double precision)
returns boolean
language plpgsql
volatile
as $$
declare
    line public.reservation_lines;
begin
    select n.*
    into line
    from public.reservation_lines as n
    where n.reservation_id = reservation and n.roll_ids is null
    order by n.id
    limit 1;
    if not found then
        return false;
    end if;
    update public.reservation_lines
    set reserved_meters = case
        when luck < 0.6 then greatest(1, round((reserved_meters * (0.4 + luck))::numeric, 2))
        else reserved_meters + round(
            (0.3 * greatest(0, sample.free_metres(coalesce(line.lot_id, line.incoming_stock_id))))
                ::numeric,
            2
        )
    end
    where id = line.id;
    return true;
end
$$;
