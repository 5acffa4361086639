-- Rows of the log that were never written: the screens swallow its errors.

-- Orders that nothing was done to, on days that have other rows. One after the other until there are
-- enough: what the log says of all the others is of no interest.
create function sample.spare_logged_orders(wanted bigint, is_fulfilled boolean)
returns setof public.orders
language plpgsql
stable
as $$
declare
    spare public.orders;
    found_so_far bigint := 0;
begin
    for spare in
        select o.*
        from public.orders as o
        where (o.fulfilled_at is not null) = is_fulfilled
            and not exists (select from sample.touched as t where t.key = o.id)
        order by hashtextextended(o.id::text, 1)
    loop
        exit when found_so_far >= wanted;
        continue when not sample.is_one_of_many(spare.created_at) or not exists (
            select
            from public.audit_logs as a
            where a.entity_type = 'order' and a.entity_id = spare.id and a.action = 'CREATE'
        );
        found_so_far := found_so_far + 1;
        return next spare;
    end loop;
end
$$;

-- What the log says that was done to a thing.
create function sample.entries_of(kind public.audit_entity_type, thing uuid, done public.audit_action_type)
returns uuid[]
language sql
stable
as $$
    select coalesce(array_agg(a.id), '{}')
    from public.audit_logs as a
    where a.entity_type = kind and a.entity_id = thing and a.action = done
$$;

create function sample.break_unlogged_order(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    unlogged public.orders;
    entries uuid[] := '{}';
    broken integer := 0;
begin
    for unlogged in select * from sample.spare_logged_orders(instances, false) loop
        entries := entries || sample.entries_of('order', unlogged.id, 'CREATE');
        perform sample.record_row(
            'unlogged_order', 'audit_missing_create', 'public.orders', unlogged.id
        );
        broken := broken + 1;
    end loop;
    perform sample.unlog(entries);
    return sample.report_shortage('unlogged_order', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unlogged_order', 1450);

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
        where a.action = 'CREATE' and a.is_reversed = false
            and not exists (select from sample.touched as t where t.key = a.id)
            and not exists (select from sample.touched as t where t.key = a.entity_id)
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
    entries uuid[] := '{}';
    broken integer := 0;
begin
    for shipped in select * from sample.spare_logged_orders(instances / 2, true) loop
        entries := entries || sample.entries_of('order', shipped.id, 'FULFILL');
        perform sample.record_row(
            'unlogged_fulfilment', 'audit_order_fulfilment', 'public.orders', shipped.id
        );
        broken := broken + 1;
    end loop;
    perform sample.unlog(entries);
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
