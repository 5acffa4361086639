-- Writes the planned reservations and lines, then closes those that are over.
create function sample.fill_reservations()
returns void
language plpgsql
volatile
as $$
declare
    line_salt constant text := sample.salt('line');
    roll_salt constant text := sample.salt('roll');
    incoming_salt constant text := sample.salt('incoming');
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into public.reservations (
        id, reservation_number, customer_name, reserved_date, hold_until, created_by, crm_deal_id,
        created_at
    )
    select
        r.id, 'RES-' || to_char(r.created_at, 'YYYYMMDD') || '-' || sample.digits(r.n, 8),
        'Customer ' || r.n % 900,
        r.created_at::date,
        case when r.n % 3 > 0 then (run.today + interval '1 day' * (2 + r.n % 20))::date end,
        p.user_id,
        case when r.n % 4 = 1 then sample.id('deal:' || line_salt, r.n)::text end,
        r.created_at
    from sample.planned_reservation as r
    join sample.person as p
        on p.n = r.person
    order by r.n;

    insert into public.reservation_lines (
        id, reservation_id, scope, incoming_stock_id, lot_id, quality, color, reserved_meters,
        roll_ids, created_at
    )
    select
        sample.id(line_salt, n.n), r.id,
        case when n.lot_n is null then 'INCOMING' else 'INVENTORY' end,
        case when n.lot_n is null then sample.id(incoming_salt, n.incoming_n) end,
        case when n.lot_n is not null then l.id end,
        sample.quality(l.item / 12), sample.color(l.item), n.meters,
        case
            when n.roll_position is not null
                then sample.id(roll_salt, n.lot_n * 1000 + n.roll_position)::text
        end,
        r.created_at
    from sample.planned_line as n
    join sample.planned_reservation as r
        on r.n = n.reservation_n
    join sample.planned_lot as l
        on l.n = coalesce(n.lot_n, n.incoming_n)
    -- Lot after lot: the counters of one lot are then changed on one page, one after another.
    order by coalesce(n.lot_n, n.incoming_n), n.n;
end
$$;

-- A cancellation takes the lines with it. A release and a conversion leave them; where the data
-- is to be sound, those of the ones that hold no stock any more are deleted by hand.
create function sample.close_reservations()
returns void
language plpgsql
volatile
as $$
declare
    run constant sample.generation := (select g from sample.generation as g);
begin
    update public.reservations as r
    set
        status = case
            when c.kind = 'canceled' then 'canceled'
            when c.kind = 'released' then 'released'
            else 'converted'
        end::public.reservation_status,
        canceled_at = case when c.kind in ('canceled', 'released') then c.closed_at end,
        canceled_by = case when c.kind in ('canceled', 'released') then r.created_by end,
        cancel_reason = case when c.kind = 'canceled' then 'customer_canceled' end
            ::public.cancel_reason_type,
        converted_at = case when c.kind in ('open', 'fulfilled') then c.closed_at end,
        converted_by = case when c.kind in ('open', 'fulfilled') then r.created_by end,
        convert_reason = case when c.kind in ('open', 'fulfilled') then 'payment_confirmation' end
            ::public.convert_reason_type
    from sample.planned_reservation as c
    where r.id = c.id and c.kind <> 'active';

    if run.sound then
        delete from public.reservation_lines as n
        using sample.planned_reservation as c
        where n.reservation_id = c.id and c.kind in ('released', 'fulfilled');
    else
        insert into sample.breakage (mechanism, rule, subject, key, cause)
        select
            case c.kind when 'released' then 'released' else 'converted_fulfilled' end,
            'stale_reservation_lines', 'public.reservation_lines', n.id::text,
            case c.kind when 'released' then 'released' else 'converted_fulfilled' end
        from public.reservation_lines as n
        join sample.planned_reservation as c
            on c.id = n.reservation_id
        where c.kind in ('released', 'fulfilled');
    end if;
end
$$;
