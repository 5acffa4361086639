-- Ships an order: rolls leave, the lots shrink, the ledger gets a row for each roll.
create function sample.fulfil(order_id uuid)
returns void
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(2);
    shipped public.orders;
    roll public.rolls;
begin
    update public.orders
    set fulfilled_at = now(), fulfilled_by = actor
    where id = order_id
    returning * into shipped;

    for roll in
        select r.*
        from public.rolls as r
        where r.id = any (array(
            select i::uuid
            from public.order_lots as o
            cross join lateral string_to_table(o.selected_roll_ids, ',') as i
            where o.order_id = shipped.id
        ))
        order by r.lot_id, r.position
    loop
        update public.rolls set status = 'fulfilled' where id = roll.id;
        update public.lots
        set meters = meters - roll.meters, roll_count = roll_count - 1
        where id = roll.lot_id;
        insert into public.inventory_transactions (
            created_by, roll_id, transaction_type, quantity_change, source_type, source_id,
            source_identifier
        )
        values (
            actor, roll.id, 'ORDER_FULFILLMENT', -roll.meters, 'order', shipped.id,
            shipped.order_number
        );
    end loop;

    perform public.log_audit_action(
        'FULFILL', 'order', shipped.id, shipped.order_number, '{"fulfilled": false}',
        '{"fulfilled": true}'
    );
end
$$;
comment on function sample.fulfil(uuid) is
    'Sets only fulfilled_at and fulfilled_by: the order''s status stays, as in the application.';
