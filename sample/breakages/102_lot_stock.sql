-- Lots that no longer say what their rolls say.
create function sample.break_lot_edit(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots_with_rolls(instances, 1) loop
        -- an inline edit of the lot list; every third one changes only the count, as intake writes it
        if broken % 3 = 0 then
            update public.lots set roll_count = lot.roll_count + 1 where id = lot.id;
        else
            update public.lots set meters = lot.meters + 5 + broken % 40 where id = lot.id;
        end if;
        perform sample.record_row('lot_edit', 'lot_meters', 'public.lots', lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('lot_edit', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('lot_edit', 220);

create function sample.break_order_approval(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, false) loop
        insert into public.order_queue (order_id, status, submitted_by, approved_by, approved_at)
        values (picked.id, 'approved', picked.created_by, picked.created_by, now());
        -- the approval empties every lot on the order, whatever is left of it
        update public.lots
        set status = 'out_of_stock'
        where id in (select c.lot_id from public.order_lots as c where c.order_id = picked.id);
        perform sample.record_row('order_approval', 'lot_status', 'public.lots', c.lot_id, 'order_approval')
        from public.order_lots as c
        where c.order_id = picked.id;
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('order_approval', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('order_approval', 200);

create function sample.break_last_rolls(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    actor constant uuid := (select p.user_id from sample.person as p where p.n = 2);
    shipped uuid;
    broken integer := 0;
begin
    for lot in
        select l.*
        from sample.spare_lots(null) as l
        where l.reserved_meters = 0
            and exists (select from public.rolls as r where r.lot_id = l.id)
            and not exists (select from public.rolls as r where r.lot_id = l.id and r.status <> 'available')
        limit instances
    loop
        shipped := (sample.open_order(true)).id;
        perform sample.list_rolls(
            shipped, lot.id, array(select r.id from public.rolls as r where r.lot_id = lot.id)
        );
        update public.rolls set status = 'fulfilled' where lot_id = lot.id;
        insert into public.inventory_transactions (
            created_by, roll_id, transaction_type, quantity_change, source_type, source_id
        )
        select actor, r.id, 'ORDER_FULFILLMENT', -r.meters, 'order', shipped
        from public.rolls as r
        where r.lot_id = lot.id;
        begin
            -- metres zero: the constraint refuses, nobody reads the error, the lot stays as it was
            update public.lots set meters = 0, roll_count = 0, status = 'out_of_stock' where id = lot.id;
        exception
            when check_violation then
                perform sample.record_row('last_rolls', 'lot_status', 'public.lots', lot.id, 'exhausted');
        end;
        perform sample.touch_order(shipped);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('last_rolls', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('last_rolls', 215);
