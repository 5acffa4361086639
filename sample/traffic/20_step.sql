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
                -- to act on an order that was broken would mend it, or break it otherwise
                if open_order is null or exists (select from sample.breakage as b where b.key = open_order::text) then
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
