-- Orders whose second or third call failed, and rolls given to two of them.
create function sample.break_failed_order_lots(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    made uuid;
begin
    for n in 1..instances loop
        -- the order is there; the insert of its lots was refused, and nobody read the error
        made := (sample.open_order(false, interval '1 hour')).id;
        perform sample.record_row('failed_order_lots', 'order_without_lots', 'public.orders', made);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('failed_order_lots', 235);

create function sample.break_roll_promised_twice(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    line record;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, false) loop
        -- nobody asks whether the roll is still free
        select c.lot_id, r.id
        into line
        from public.order_lots as c
        cross join sample.rolls_of_order(picked.id) as r
        where c.order_id = picked.id and c.lot_id = r.lot_id
        limit 1;
        perform sample.list_rolls((sample.open_order()).id, line.lot_id, array[line.id]);
        perform sample.record_row('roll_promised_twice', 'roll_promised_twice', 'public.rolls', line.id);
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('roll_promised_twice', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('roll_promised_twice', 206);

create function sample.break_wrong_list(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, false) loop
        -- the metres of another order's rolls, or a count typed by hand
        update public.order_lots
        set selected_roll_meters = case when broken % 2 = 0 then '1.50' else selected_roll_meters end,
            roll_count = case when broken % 2 = 0 then roll_count else roll_count + 1 end
        where order_id = picked.id;
        perform sample.record_row('wrong_list', 'order_lot_lists', 'public.order_lots', c.id)
        from public.order_lots as c
        where c.order_id = picked.id;
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('wrong_list', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_list', 207);

create function sample.break_wrong_lot(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    made uuid;
    broken integer := 0;
begin
    for pair in
        select a.id as lot, b.id as other, sample.free_roll(b.id) as roll
        from (select s.*, row_number() over () as turn from sample.spare_lots(instances * 8) as s) as a
        join (
            select s.*, row_number() over () as turn
            from sample.spare_lots(instances * 8) as s
            where s.reserved_meters = 0
        ) as b
            on b.turn = a.turn
        where a.id <> b.id
    loop
        exit when broken = instances;
        continue when pair.roll is null or sample.is_touched(pair.lot, pair.other);
        made := (sample.open_order()).id;
        perform sample.list_rolls(made, pair.lot, array[pair.roll]);
        update public.rolls set status = 'allocated' where id = pair.roll;
        perform sample.record_row('wrong_lot', 'rolls_of_another_lot', 'public.order_lots', c.id)
        from public.order_lots as c
        where c.order_id = made;
        perform sample.touch(pair.lot, pair.other, made);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('wrong_lot', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_lot', 245);
