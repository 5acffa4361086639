-- Converting skips lines without rolls (the order refuses zero rolls) and lines on goods on their way.
create function sample.break_half_conversion(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation record;
    broken integer := 0;
begin
    for reservation in
        select
            r.id,
            case
                when bool_and(n.lot_id is not null) then 'lot_left_out'
                when bool_and(n.lot_id is null) then 'incoming_left_behind'
                else 'ambiguous'
            end as cause
        from sample.spare_reservations(null, '{active}') as r
        join public.reservation_lines as n
            on n.reservation_id = r.id and n.roll_ids is null
        where exists (
            select
            from public.reservation_lines as w
            where w.reservation_id = r.id and w.roll_ids is not null
        )
        group by r.id
        order by hashtextextended(r.id::text, 4)
    loop
        exit when broken = instances;
        continue when exists (select from sample.touched as t where t.key = reservation.id);
        perform sample.convert_in_part(reservation.id);
        perform sample.record_row(
            'half_conversion', 'half_converted_reservations', 'public.reservations',
            reservation.id, reservation.cause
        );
        perform sample.touch_reservation(reservation.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('half_conversion', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('half_conversion', 65);

create function sample.convert_in_part(reservation uuid)
returns void
language plpgsql
volatile
as $$
declare
    converted constant public.reservations := sample.mark_converted(reservation);
    made public.orders;
begin
    insert into public.orders (customer_name, created_by, crm_deal_id)
    values (converted.customer_name, sample.act_as(2), converted.crm_deal_id::uuid)
    returning * into made;
    insert into public.order_lots (
        order_id, lot_id, quality, color, roll_count, selected_roll_meters, selected_roll_ids
    )
    select made.id, n.lot_id, n.quality, n.color, 1, r.meters::text, r.id::text
    from public.reservation_lines as n
    join public.rolls as r
        on r.id = case when length(n.roll_ids) = 36 then n.roll_ids::uuid end
    where n.reservation_id = reservation;
    update public.rolls as r
    set status = 'allocated'
    from public.order_lots as o
    where o.order_id = made.id and r.id = o.selected_roll_ids::uuid;
    perform public.log_audit_action(
        'CREATE', 'order', made.id, made.order_number, null,
        jsonb_build_object('order_number', made.order_number, 'customer_name', made.customer_name)
    );
    perform public.log_audit_action(
        'STATUS_CHANGE', 'lot', converted.id, converted.reservation_number, '{"status": "active"}',
        jsonb_build_object('status', 'converted', 'order_id', made.id)
    );
end
$$;
