-- An order takes rolls on which reservations count: the order screen does not look at reservations.
create function sample.break_rolls_sold_directly(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    roll record;
    broken integer := 0;
begin
    for roll in
        select r.id, r.lot_id, r.meters, l.quality, l.color
        from sample.spare_lots(null) as l
        join public.rolls as r
            on r.lot_id = l.id and r.status = 'available'
        join (
            select n.lot_id, sum(n.reserved_meters) as metres
            from public.reservation_lines as n
            join public.reservations as v
                on v.id = n.reservation_id and v.status = 'active'
            group by n.lot_id
        ) as h
            on h.lot_id = l.id
        join (
            select w.lot_id, sum(w.meters) as free
            from public.rolls as w
            where w.status = 'available'
            group by w.lot_id
        ) as f
            on f.lot_id = l.id
        where f.free - r.meters < h.metres - 1
            and not exists (select from sample.named_rolls() as m where m.roll = r.id)
        order by hashtextextended(r.id::text, 5)
    loop
        exit when broken = instances;
        continue when exists (select from sample.touched as t where t.key = roll.lot_id);
        perform sample.sell_roll(roll.id);
        perform sample.record_row(
            'rolls_sold_directly', 'oversold_rolls', 'public.lots', roll.lot_id
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('rolls_sold_directly', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('rolls_sold_directly', 175);

create function sample.sell_roll(roll uuid)
returns void
language plpgsql
volatile
as $$
declare
    made public.orders;
begin
    insert into public.orders (customer_name, created_by)
    values ('Customer', sample.act_as(2))
    returning * into made;
    insert into public.order_lots (
        order_id, lot_id, quality, color, roll_count, selected_roll_meters, selected_roll_ids
    )
    select made.id, l.id, l.quality, l.color, 1, r.meters::text, r.id::text
    from public.rolls as r
    join public.lots as l
        on l.id = r.lot_id
    where r.id = roll;
    update public.rolls set status = 'allocated' where id = roll;
    perform public.log_audit_action(
        'CREATE', 'order', made.id, made.order_number, null,
        jsonb_build_object('order_number', made.order_number, 'customer_name', made.customer_name)
    );
end
$$;
