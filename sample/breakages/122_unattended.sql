-- What nobody ends, and what was written past its own sums.
create function sample.break_unattended_end(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(2);
    row_id uuid;
begin
    for n in 1..instances loop
        insert into public.inquiries (inquiry_number, customer_name, expires_at, created_by, created_at)
        values ('INQ-OLD-' || n, 'Customer ' || n, now() - interval '1 day' * n, actor, now() - interval '40 days')
        returning id into row_id;
        perform sample.record_row('unattended_end', 'inquiry_expired', 'public.inquiries', row_id);
        insert into public.stock_take_sessions (started_by, started_at, expires_at)
        values (actor, now() - interval '3 days', now() - interval '1 hour' * n)
        returning id into row_id;
        perform sample.record_row('unattended_end', 'stock_take_window_expired', 'public.stock_take_sessions', row_id);
        row_id := sample.a_counted_session('CNT-STAMP-' || n, 1);
        update public.count_sessions
        set status = 'closed', completed_at = case when n % 2 = 0 then completed_at end
        where id = row_id;
        perform sample.record_row('unattended_end', 'count_session_stamps', 'public.count_sessions', row_id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('unattended_end', 330);

create function sample.break_forecast(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    row_id uuid;
begin
    for n in 1..instances loop
        -- two runs at a time add to one count
        insert into public.forecast_runs (status, total_combinations, processed_combinations, started_at, completed_at)
        values ('completed', 288, 288 + n, now() - interval '3 days', now() - interval '2 days')
        returning id into row_id;
        perform sample.record_row('forecast', 'forecast_run_progress', 'public.forecast_runs', row_id);
    end loop;
    for row_id in
        select r.id from public.purchase_recommendations as r order by hashtextextended(r.id::text, 7) limit instances
    loop
        update public.purchase_recommendations set incoming_stock = incoming_stock + 25 where id = row_id;
        perform sample.record_row(
            'forecast', 'recommendation_stock_position', 'public.purchase_recommendations', row_id
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('forecast', 331);

create function sample.break_forgotten_origin(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    lot public.lots;
    broken integer := 0;
    corrected integer := 0;
begin
    for incoming in
        select i.*
        from sample.spare_incoming(null, 20) as i
        where i.catalog_item_id is not null and i.reserved_meters = 0
        limit instances
    loop
        -- the receive dialogs do not pass the article on
        perform sample.record_row('forgotten_origin', 'lot_catalog_item', 'public.lots', sample.receive(incoming.id, 9));
        perform sample.touch(incoming.id);
        broken := broken + 1;
    end loop;
    for lot in
        select l.*
        from sample.spare_lots(null) as l
        where l.created_at < now() - interval '1 day'
            and exists (
                select
                from public.goods_in_rows as g
                join public.goods_in_receipts as r
                    on r.id = g.receipt_id
                where g.lot_id = l.id and r.incoming_stock_id is not null
            )
        limit instances
    loop
        -- an inline edit of one of the two
        update public.lots
        set invoice_number = case when corrected % 2 = 0 then invoice_number || 'A' else invoice_number end,
            supplier_id = case
                when corrected % 2 = 0 then supplier_id
                else (select s.id from public.suppliers as s where s.id <> lot.supplier_id order by s.id limit 1)
            end
        where id = lot.id;
        perform sample.record_row('forgotten_origin', 'received_lot_origin', 'public.lots', lot.id);
        corrected := corrected + 1;
    end loop;
    perform sample.report_shortage('forgotten_origin', instances, corrected);
    return sample.report_shortage('forgotten_origin', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('forgotten_origin', 285);
