-- Rolls that the application forgot: a cancelled order frees none, and a failed step of an order marks none.
create function sample.break_cancelled_order(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, false) loop
        -- deal.cancelled: the order's status, and nothing else
        update public.orders set status = 'cancelled', action_required = true where id = picked.id;
        perform sample.record_row('cancelled_order', 'roll_status', 'public.rolls', r.id, 'cancelled_order')
        from sample.rolls_of_order(picked.id) as r;
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('cancelled_order', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('cancelled_order', 205);

create function sample.break_failed_roll_update(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances / 2, false) loop
        update public.rolls
        set status = 'available'
        where id = any (array(select r.id from sample.rolls_of_order(picked.id) as r));
        perform sample.record_row('failed_roll_update', 'roll_status', 'public.rolls', r.id, 'unknown')
        from sample.rolls_of_order(picked.id) as r;
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    for picked in select * from sample.spare_orders(instances - broken, true) loop
        -- shipped and in the ledger, but the roll itself was never marked: the lot has shrunk already
        update public.rolls
        set status = 'allocated'
        where id = any (array(select r.id from sample.rolls_of_order(picked.id) as r));
        perform sample.record_row('failed_roll_update', 'roll_status', 'public.rolls', r.id, 'half_fulfilled')
        from sample.rolls_of_order(picked.id) as r;
        perform sample.record_row('failed_roll_update', 'lot_meters', 'public.lots', c.lot_id)
        from public.order_lots as c
        where c.order_id = picked.id;
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('failed_roll_update', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('failed_roll_update', 210);
