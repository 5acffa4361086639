-- Makes a reservation with one line per parent, lots or goods on their way.
create function sample.reserve(parents uuid[], meters numeric[], rolls uuid[] default null)
returns uuid
language plpgsql
volatile
as $$
declare
    made constant uuid := sample.open_logged_reservation();
begin
    perform sample.add_lines(made, parents, meters, rolls);
    return made;
end
$$;

create function sample.open_reservation()
returns public.reservations
language sql
volatile
as $$
    insert into public.reservations (customer_name, created_by)
    select 'Customer', sample.act_as(2)
    returning *
$$;

create function sample.open_logged_reservation()
returns uuid
language plpgsql
volatile
as $$
declare
    made constant public.reservations := sample.open_reservation();
begin
    perform public.log_audit_action(
        'CREATE', 'lot', made.id, made.reservation_number, null,
        jsonb_build_object(
            'reservation_number', made.reservation_number, 'customer_name', made.customer_name
        )
    );
    return made.id;
end
$$;

create function sample.add_lines(
    reservation uuid,
    parents uuid[],
    meters numeric[],
    rolls uuid[] default null
)
returns void
language sql
volatile
as $$
    insert into public.reservation_lines (
        reservation_id, scope, incoming_stock_id, lot_id, quality, color, reserved_meters, roll_ids
    )
    select
        reservation,
        case when l.id is null then 'INCOMING' else 'INVENTORY' end,
        i.id,
        l.id,
        coalesce(l.quality, i.quality),
        coalesce(l.color, i.color),
        p.meters,
        p.roll::text
    from unnest(parents, meters, rolls) with ordinality as p (parent, meters, roll, turn)
    left join public.lots as l
        on l.id = p.parent
    left join public.incoming_stock as i
        on i.id = p.parent
    order by p.turn
$$;
