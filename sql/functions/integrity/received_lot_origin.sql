-- Received lots of another supplier or invoice than their delivery.
create or replace function ops.received_lot_origin(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.lots',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            jsonb_build_object('supplier_id', w.due_supplier, 'invoice_number', w.due_invoice, 'invoice_date', w.due_date),
            jsonb_build_object('supplier_id', w.supplier_id, 'invoice_number', w.invoice_number, 'invoice_date', w.invoice_date),
            w.meters,
            '{}'::jsonb,
            null::text
        from (
            select distinct on (l.id) l.id, l.supplier_id, l.invoice_number, l.invoice_date, i.supplier_id as due_supplier,
                i.invoice_number as due_invoice, i.invoice_date as due_date, g.meters, case
                when l.supplier_id <> i.supplier_id
                    then format('lot %s came from %s, its delivery from %s', l.lot_number, s.name, t.name)
                    when l.invoice_number <> i.invoice_number
                        then format('lot %s is of invoice %s, its delivery of %s', l.lot_number, l.invoice_number, i.invoice_number)
                    else format('lot %s is of an invoice of %s, its delivery of %s', l.lot_number, l.invoice_date, i.invoice_date)
            end as message
            from public.goods_in_rows as g
            join public.goods_in_receipts as r
                on r.id = g.receipt_id
            join public.incoming_stock as i
                on i.id = r.incoming_stock_id
            join public.lots as l
                on l.id = g.lot_id
            left join public.suppliers as s
                on s.id = l.supplier_id
            left join public.suppliers as t
                on t.id = i.supplier_id
            where (l.supplier_id <> i.supplier_id or l.invoice_number <> i.invoice_number or l.invoice_date <> i.invoice_date)
                and (keys is null or l.id = any (keys::uuid[]))
            order by l.id, g.id
        ) as w;
end
$$;
comment on function ops.received_lot_origin(text[]) is 'supplier_id, invoice_number and invoice_date of the lot against those of the delivery; invoices that are not entered are not compared.';
revoke all on function ops.received_lot_origin(text[]) from public;
select ops._define_rule(
    name => 'received_lot_origin',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A received lot has the supplier and the invoice of its delivery',
    why => 'A complaint goes to the wrong supplier, and the invoice cannot be checked against what came.',
    repair_class => 'report',
    reads => '{"public.lots": ["id", "lot_number", "supplier_id", "invoice_number", "invoice_date"], "public.goods_in_rows": ["id",
        "receipt_id", "lot_id", "meters"],
        "public.goods_in_receipts": ["id", "incoming_stock_id"], "public.incoming_stock": ["id", "supplier_id",
        "invoice_number", "invoice_date"],
        "public.suppliers": ["id", "name"]}'
);
