-- Turns a reservation into an order: its rolls are allocated, its lines stay.
create function sample.convert(reservation uuid)
returns uuid
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(2);
    converted public.reservations;
    made public.orders;
begin
    update public.reservations
    set
        status = 'converted',
        converted_at = now(),
        converted_by = actor,
        convert_reason = 'payment_confirmation'
    where id = reservation
    returning * into converted;

    insert into public.orders (customer_name, created_by, crm_deal_id)
    values (converted.customer_name, actor, converted.crm_deal_id::uuid)
    returning * into made;

    -- A line without rolls has none to count, and the order refuses it.
    insert into public.order_lots (
        order_id, lot_id, quality, color, roll_count, selected_roll_meters, selected_roll_ids
    )
    select
        made.id, n.lot_id, n.quality, n.color,
        cardinality(string_to_array(coalesce(n.roll_ids, ''), ',')),
        n.reserved_meters::text, n.roll_ids
    from public.reservation_lines as n
    where n.reservation_id = reservation and n.scope = 'INVENTORY';

    update public.rolls
    set status = 'allocated'
    where id = any (array(
        select i::uuid
        from public.reservation_lines as n
        cross join lateral string_to_table(n.roll_ids, ',') as i
        where n.reservation_id = reservation
    ));

    perform public.log_audit_action(
        'CREATE', 'order', made.id, made.order_number, null,
        jsonb_build_object('order_number', made.order_number, 'customer_name', made.customer_name)
    );
    perform public.log_audit_action(
        'STATUS_CHANGE', 'lot', converted.id, converted.reservation_number, '{"status": "active"}',
        jsonb_build_object('status', 'converted', 'order_id', made.id)
    );
    return made.id;
end
$$;
