-- Deliveries that say another thing than the goods booked in.
create function sample.break_stale_receipt(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    logged uuid;
    broken integer := 0;
begin
    for incoming in
        select i.*
        from sample.spare_incoming(instances * 5, 30) as i
        where i.catalog_item_id is null
    loop
        exit when broken = instances;
        perform sample.receive(incoming.id, 10);
        update public.audit_logs
        set created_at = created_at - interval '1 minute'
        where entity_type = 'incoming_stock' and entity_id = incoming.id and action = 'UPDATE' and created_at = now();
        perform sample.receive(incoming.id, 7);
        -- the second dialog read the delivery before the first one wrote it
        update public.incoming_stock set received_meters = incoming.received_meters + 7 where id = incoming.id;
        perform sample.record_row(
            'stale_receipt', 'incoming_received_meters', 'public.incoming_stock', incoming.id, 'stale_read'
        );
        -- and logged what it had read
        update public.audit_logs
        set old_data = jsonb_build_object('received_meters', incoming.received_meters, 'status', incoming.status),
            new_data = jsonb_build_object('received_meters', incoming.received_meters + 7, 'status', 'partially_received')
        where entity_type = 'incoming_stock' and entity_id = incoming.id and action = 'UPDATE' and created_at = now()
        returning id into logged;
        perform sample.record_row('stale_receipt', 'audit_update_chain', 'public.audit_logs', logged);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('stale_receipt', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('stale_receipt', 225);

create function sample.break_expected_edit(instances integer)
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
        from public.incoming_stock as i
        where i.status = 'fully_received'
            and not exists (select from sample.touched as t where t.key = i.id)
            and not exists (select from public.reservation_lines as n where n.incoming_stock_id = i.id)
        order by hashtextextended(i.id::text, 4)
        limit instances
    loop
        -- more is expected after all; the status follows only the received metres
        perform sample.act_as(2);
        update public.incoming_stock set expected_meters = expected_meters * 2 where id = incoming.id;
        perform public.log_audit_action(
            'UPDATE', 'incoming_stock', incoming.id, incoming.invoice_number,
            jsonb_build_object('expected_meters', incoming.expected_meters),
            jsonb_build_object('expected_meters', incoming.expected_meters * 2)
        );
        perform sample.record_row(
            'expected_edit', 'incoming_received_meters', 'public.incoming_stock', incoming.id, 'unknown'
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('expected_edit', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('expected_edit', 230);
