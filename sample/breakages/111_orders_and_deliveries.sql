-- Lifecycles of orders and deliveries that went past what the screens look at.
create function sample.break_order_stamps(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, true) loop
        if broken % 2 = 0 then
            update public.orders set fulfilled_by = null where id = picked.id;
        else
            update public.orders set picked_at = now(), shipped_at = now() - interval '1 day' where id = picked.id;
        end if;
        perform sample.record_row('order_stamps', 'order_stamps', 'public.orders', picked.id);
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('order_stamps', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('order_stamps', 211);

create function sample.break_forgotten_order(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    forgotten uuid;
    broken integer := 0;
begin
    for lot in select l.* from sample.spare_lots_with_rolls(null, 1) as l where l.reserved_meters = 0 loop
        exit when broken = instances;
        forgotten := sample.sell_spare_roll(lot.id, interval '8 days');
        continue when forgotten is null;
        perform sample.record_row('forgotten_order', 'order_overdue', 'public.orders', forgotten);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('forgotten_order', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('forgotten_order', 265);

create function sample.break_queue_left_behind(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    row_id uuid;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, true) loop
        insert into public.order_queue (order_id, status, submitted_by, approved_by)
        values (
            picked.id, (array['rejected', 'pending_approval', 'approved'])[1 + broken % 3], picked.created_by,
            case when broken % 3 = 2 then picked.created_by end
        )
        returning id into row_id;
        perform sample.record_row('queue_left_behind', 'order_queue_state', 'public.order_queue', row_id);
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('queue_left_behind', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('queue_left_behind', 213);

create function sample.break_late_delivery(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    broken integer := 0;
begin
    for incoming in select * from sample.spare_incoming(instances) loop
        update public.incoming_stock set expected_arrival_date = current_date - 10 where id = incoming.id;
        perform sample.record_row('late_delivery', 'incoming_overdue', 'public.incoming_stock', incoming.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('late_delivery', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('late_delivery', 240);

create function sample.break_booked_twice(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    broken integer := 0;
begin
    for incoming in
        select i.*
        from sample.spare_incoming(null, 5) as i
        where i.catalog_item_id is null and i.reserved_meters = 0
        limit instances
    loop
        perform sample.receive(incoming.id, incoming.expected_meters - incoming.received_meters + 15);
        perform sample.record_row('booked_twice', 'incoming_over_received', 'public.incoming_stock', incoming.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('booked_twice', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('booked_twice', 226);
