-- Rows of the log that were never written: the screens swallow its errors.

-- Orders that nothing was done to, on days that have other rows.
create function sample.spare_logged_orders(wanted bigint, is_fulfilled boolean)
returns setof public.orders
language sql
stable
as $$
    select o.*
    from public.orders as o
    where (o.fulfilled_at is not null) = is_fulfilled
        and not exists (select from sample.touched as t where t.key = o.id)
        and exists (
            select
            from public.audit_logs as a
            where a.entity_type = 'order' and a.entity_id = o.id and a.action = 'CREATE'
        )
        and 9 < (
            select count(*)
            from public.audit_logs as a
            where a.created_at between o.created_at - interval '2 hours' and o.created_at + interval '2 hours'
        )
    order by hashtextextended(o.id::text, 1)
    limit wanted
$$;

create function sample.break_unlogged_order(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    unlogged public.orders;
    broken integer := 0;
begin
    for unlogged in select * from sample.spare_logged_orders(instances, false) loop
        delete from public.audit_logs where entity_id = unlogged.id and action = 'CREATE';
        perform sample.record_row(
            'unlogged_order', 'audit_missing_create', 'public.orders', unlogged.id
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('unlogged_order', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unlogged_order', 1450);

-- A reservation, a lot or a delivery of a screen that went offline between its two calls.
create function sample.break_unlogged_thing(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    thing record;
    broken integer := 0;
begin
    for thing in
        select t.*
        from (
            select k.*, row_number() over (partition by k.subject order by hashtextextended(k.id::text, 9)) as place
            from (
                select 'public.reservations' as subject, r.id from public.reservations as r where r.crm_deal_id is null
                union all
                select 'public.lots', g.lot_id from public.goods_in_rows as g group by g.lot_id
                union all
                select 'public.incoming_stock', i.id
                from public.incoming_stock as i
                where not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = i.id)
            ) as k
            where not sample.is_touched(k.id)
                and exists (
                    -- the day must not fall silent by it, nor the log begin later
                    select
                    from public.audit_logs as a
                    where a.entity_id = k.id and a.action = 'CREATE'
                        and a.created_at > (select min(w.created_at) + interval '2 days' from public.audit_logs as w)
                        and 9 < (
                            select count(*)
                            from public.audit_logs as n
                            where n.created_at between a.created_at - interval '2 hours' and a.created_at + interval '2 hours'
                        )
                )
        ) as t
        order by t.place, t.subject
        limit instances
    loop
        delete from public.audit_logs where entity_id = thing.id and action = 'CREATE';
        perform sample.record_row('unlogged_thing', 'audit_missing_create', thing.subject, thing.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('unlogged_thing', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unlogged_thing', 1452);

-- A change by SQL, past the screen that would have logged it.
create function sample.break_unlogged_change(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    changed record;
    broken integer := 0;
begin
    for changed in
        select a.id as entry, a.entity_id, a.entity_type::text as kind
        from public.audit_logs as a
        where a.action = 'CREATE' and a.is_reversed = false and not sample.is_touched(a.id, a.entity_id)
            and (
                a.entity_type = 'order' and exists (select from public.orders as o where o.id = a.entity_id)
                or a.entity_type = 'incoming_stock' and exists (
                    select
                    from public.incoming_stock as i
                    where i.id = a.entity_id and i.received_meters = 0
                        and not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = i.id)
                )
            )
        order by hashtextextended(a.id::text, 4)
        limit instances
    loop
        if changed.kind = 'order' then
            update public.orders set customer_name = customer_name || ' GmbH' where id = changed.entity_id;
        else
            update public.incoming_stock set expected_meters = expected_meters + 1000 where id = changed.entity_id;
        end if;
        perform sample.record_row('unlogged_change', 'audit_live_state', 'public.audit_logs', changed.entry);
        perform sample.touch(changed.entity_id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('unlogged_change', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unlogged_change', 1453);

-- Half of them ship without a row; of the others the row is there, and the order was not written.
create function sample.break_unlogged_fulfilment(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    shipped public.orders;
    broken integer := 0;
begin
    for shipped in select * from sample.spare_logged_orders(instances / 2, true) loop
        delete from public.audit_logs where entity_id = shipped.id and action = 'FULFILL';
        perform sample.record_row(
            'unlogged_fulfilment', 'audit_order_fulfilment', 'public.orders', shipped.id
        );
        broken := broken + 1;
    end loop;
    for shipped in select * from sample.spare_logged_orders(instances - broken, false) loop
        perform sample.log_entry(
            'FULFILL', 'order', shipped.id, 5, '{"fulfilled": false}', '{"fulfilled": true}'
        );
        perform sample.record_row(
            'unlogged_fulfilment', 'audit_order_fulfilment', 'public.orders', shipped.id
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('unlogged_fulfilment', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unlogged_fulfilment', 1451);

-- The log stood still for a day. Only days whose rows nothing else rests on: lots and goods on
-- their way have other origins too.
create function sample.break_silent_day(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    days date[];
    moved uuid[];
begin
    days := array(
        select d.day
        from (
            select (a.created_at at time zone 'Europe/Istanbul')::date as day,
                bool_and(
                    a.entity_type in ('lot', 'incoming_stock') and a.notes is null
                    and a.action <> 'DELETE' and a.is_reversed = false
                    and exists (
                        select from public.lots as l where l.id = a.entity_id
                        union all
                        select from public.incoming_stock as i where i.id = a.entity_id
                    )
                    and not exists (select from sample.touched as t where t.key in (a.id, a.entity_id))
                    and not exists (
                        select
                        from public.audit_logs as w
                        where w.entity_id = a.entity_id and w.action = 'DELETE'
                    )
                ) as is_plain
            from public.audit_logs as a
            group by 1
        ) as d
        cross join sample.generation as g
        where d.is_plain
            and d.day between (select min(a.created_at)::date + 2 from public.audit_logs as a)
                and g.today::date - 70
            and extract(isodow from d.day) < 6
        order by d.day desc
        limit instances
    );
    moved := array(
        select o.id from sample.spare_logged_orders(cardinality(days), true) as o
    );
    -- what was made on that day has lost its creation as well, unless it is of the kind that nothing logs
    insert into sample.breakage (mechanism, rule, subject, key)
    select 'silent_day', 'audit_missing_create',
        case a.entity_type when 'lot' then 'public.lots' else 'public.incoming_stock' end, a.entity_id::text
    from public.audit_logs as a
    where (a.created_at at time zone 'Europe/Istanbul')::date = any (days[:cardinality(moved)])
        and a.action = 'CREATE'
        and case a.entity_type
            when 'lot' then exists (select from public.goods_in_rows as g where g.lot_id = a.entity_id)
            else not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = a.entity_id)
        end;
    delete from public.audit_logs as a
    where (a.created_at at time zone 'Europe/Istanbul')::date = any (days[:cardinality(moved)]);
    for n in 1..cardinality(moved) loop
        -- The order of that day: one that was there is dated back, with all that it has.
        update public.orders set created_at = days[n] + interval '10 hours' where id = moved[n];
        insert into sample.breakage (mechanism, rule, subject, key)
        values (
            'silent_day', 'audit_silent_days', 'public.audit_logs',
            jsonb_build_object('day', days[n]::text)::text
        );
        perform sample.touch(moved[n]);
    end loop;
    return sample.report_shortage('silent_day', instances, cardinality(moved));
end
$$;
insert into sample.mechanism (name, turn) values ('silent_day', 1400);
