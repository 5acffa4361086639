-- One action of the traffic; false where nothing was found to do it to.
create function sample.step(kind text, spot uuid, luck double precision, broken boolean)
returns boolean
language plpgsql
volatile
as $$
declare
    reservation uuid;
    incoming uuid;
    parents uuid[];
    open_order uuid;
begin
    if kind = 'reserve' then
        return sample.step_reserve(spot, luck, broken);
    end if;

    if kind = 'receive' then
        incoming := sample.pick_incoming(spot, broken);
        parents := array[incoming];
        perform sample.lock_parents(parents);
        if coalesce(sample.free_metres(incoming), 0) < 5 then
            return false;
        end if;
        perform sample.receive(
            incoming, greatest(1, round((luck * sample.free_metres(incoming))::numeric, 2))
        );
    else
        reservation := sample.pick_reservation(
            spot,
            case kind when 'convert' then 'orderly' when 'fulfil' then 'open' else 'active' end,
            broken
        );
        if reservation is null then
            return false;
        end if;
        parents := sample.parents_of(reservation);
        perform sample.lock_parents(parents);
        case kind
            when 'edit' then
                if not sample.step_edit(reservation, luck) then
                    return false;
                end if;
            when 'cancel' then
                perform sample.close_reservation(reservation, 'canceled');
            when 'release' then
                perform sample.close_reservation(reservation, 'released');
                perform sample.remove_lines(reservation);
            when 'convert' then
                perform sample.convert(reservation);
            when 'fulfil' then
                open_order := sample.open_order_of(reservation);
                if open_order is null then
                    return false;
                end if;
                perform sample.remove_lines(reservation);
                perform sample.fulfil(open_order);
                update public.orders
                set status = 'fulfilled', fulfillment_outcome = 'complete'
                where id = open_order;
        end case;
    end if;

    perform sample.note_counters(parents);
    return true;
end
$$;

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

-- Keeps the record of what a broken counter was left at true while the traffic goes over it.
create function sample.note_counters(parents uuid[])
returns void
language sql
volatile
as $$
    update sample.breakage as b
    set left_at = sample.counter(b.subject, b.key::uuid)
    where b.key = any (parents::text[]) and b.left_at is not null
$$;
