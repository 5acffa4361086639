-- What edits of lots and half-done reversals leave on the rows that were copied from them.
create function sample.break_renumbered_lot(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots(instances) loop
        -- the code was printed when the lot was made
        update public.lots set lot_number = lot_number || '-B' where id = lot.id;
        perform sample.record_row('renumbered_lot', 'lot_qr_code', 'public.lots', lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('renumbered_lot', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('renumbered_lot', 300);

create function sample.break_relabelled_lot(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    renamed constant uuid[] := array(
        select l.id
        from sample.spare_lots(null) as l
        where not exists (select from public.reservation_lines as n where n.lot_id = l.id)
            and (
                exists (select from public.goods_in_rows as g where g.lot_id = l.id)
                or exists (select from public.order_lots as c where c.lot_id = l.id)
            )
        limit instances
    );
begin
    -- a bulk rename of a colour: the lots follow, the copies do not
    update public.lots set color = 'FADED ' || color where id = any (renamed);
    perform sample.record_row('relabelled_lot', 'copied_labels', w.subject, w.id)
    from (
        select 'public.order_lots' as subject, c.id from public.order_lots as c where c.lot_id = any (renamed)
        union all
        select 'public.goods_in_rows', g.id from public.goods_in_rows as g where g.lot_id = any (renamed)
    ) as w;
    perform sample.touch(variadic renamed);
    return sample.report_shortage('relabelled_lot', instances, cardinality(renamed));
end
$$;
insert into sample.mechanism (name, turn) values ('relabelled_lot', 295);

-- Deliveries deleted on their page, receipts whose dialog stopped after the first call, and lots
-- whose reversal removed the rolls and stopped.
create function sample.break_receipt_links(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    lot public.lots;
    actor constant uuid := sample.act_as(3);
    receipt uuid;
    broken integer := 0;
begin
    for incoming in
        select i.*
        from public.incoming_stock as i
        where i.status = 'fully_received'
            and i.catalog_item_id is null
            and not exists (select from sample.touched as t where t.key = i.id)
            and not exists (select from public.reservation_lines as n where n.incoming_stock_id = i.id)
            and not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = i.id)
        order by hashtextextended(i.id::text, 5)
        limit instances / 3
    loop
        perform public.log_audit_action(
            'DELETE', 'incoming_stock', incoming.id, incoming.invoice_number,
            jsonb_build_object('quality', incoming.quality, 'expected_meters', incoming.expected_meters), null
        );
        perform sample.record_row('receipt_links', 'receipt_links', 'public.goods_in_receipts', c.id)
        from public.goods_in_receipts as c
        where c.incoming_stock_id = incoming.id;
        delete from public.incoming_stock where id = incoming.id;
        broken := broken + 1;
    end loop;
    for incoming in select * from sample.spare_incoming(instances / 3) loop
        insert into public.goods_in_receipts (incoming_stock_id, received_at, received_by, created_at)
        values (incoming.id, now() - interval '1 hour', actor, now() - interval '1 hour')
        returning id into receipt;
        perform sample.record_row('receipt_links', 'receipt_links', 'public.goods_in_receipts', receipt);
        perform sample.touch(incoming.id);
        broken := broken + 1;
    end loop;
    for lot in
        select l.*
        from sample.spare_lots(null) as l
        where l.reserved_meters = 0 and l.created_at < now() - interval '1 day'
            and exists (select from public.goods_in_rows as g where g.lot_id = l.id)
            and not exists (select from public.order_lots as c where c.lot_id = l.id)
            and not exists (select from public.rolls as r where r.lot_id = l.id and r.status <> 'available')
        limit instances - broken
    loop
        delete from public.rolls where lot_id = lot.id;
        perform sample.record_row('receipt_links', 'receipt_links', 'public.goods_in_rows', g.id)
        from public.goods_in_rows as g
        where g.lot_id = lot.id;
        perform sample.touch(lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('receipt_links', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('receipt_links', 290);

create function sample.break_late_catalog_item(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    broken integer := 0;
begin
    for pair in
        select a.id as item, l.id as lot
        from (
            select c.id, c.last_inbound_date, row_number() over (order by c.last_inbound_date, c.id) as turn
            from public.catalog_items as c
            where c.last_inbound_date is not null and not exists (select from sample.touched as t where t.key = c.id)
        ) as a
        join (
            select s.id, s.created_at, row_number() over (order by s.created_at desc, s.id) as turn
            from sample.spare_lots(null) as s
            where s.catalog_item_id is null
                and not exists (select from public.goods_in_rows as g where g.lot_id = s.id)
            -- as many as there are articles: all lots against all articles would be a hundred million pairs
            order by turn
            limit (select count(*) from public.catalog_items)
        ) as l
            on l.turn = a.turn
        where l.created_at::date > a.last_inbound_date
        order by a.turn
        limit instances
    loop
        -- the migration of the catalogue assigns the id by an update, which no trigger sees
        update public.lots set catalog_item_id = pair.item where id = pair.lot;
        perform sample.record_row(
            'late_catalog_item', 'catalog_last_inbound_date', 'public.catalog_items', pair.item
        );
        perform sample.touch(pair.lot);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('late_catalog_item', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('late_catalog_item', 305);
