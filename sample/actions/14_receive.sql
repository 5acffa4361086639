-- Books goods in: a lot of one roll, a receipt with its row, and the received metres.
create function sample.receive(incoming uuid, received numeric)
returns uuid
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(3);
    announced public.incoming_stock;
    arrived public.incoming_stock;
    lot public.lots;
    receipt uuid;
begin
    select * into announced from public.incoming_stock where id = incoming;
    insert into public.goods_in_receipts (incoming_stock_id, received_by)
    values (incoming, actor)
    returning id into receipt;

    insert into public.lots (
        lot_number, quality, color, meters, supplier_id, invoice_number, qr_code_url
    )
    select
        n.number, announced.quality, announced.color, received, announced.supplier_id,
        announced.invoice_number, 'https://wms.lotastro.example/qr/' || n.number
    from (select 'L-R-' || left(receipt::text, 13) as number) as n
    returning * into lot;
    insert into public.rolls (lot_id, meters, position) values (lot.id, received, 1);
    insert into public.goods_in_rows (receipt_id, lot_id, quality, color, meters)
    values (receipt, lot.id, lot.quality, lot.color, received);

    update public.incoming_stock
    set received_meters = announced.received_meters + received
    where id = incoming
    returning * into arrived;

    perform public.log_audit_action(
        'CREATE', 'lot', lot.id, lot.lot_number, null,
        jsonb_build_object(
            'lot_number', lot.lot_number, 'quality', lot.quality, 'color', lot.color
        )
    );
    perform public.log_audit_action(
        'UPDATE', 'incoming_stock', arrived.id, arrived.invoice_number,
        jsonb_build_object(
            'received_meters', announced.received_meters, 'status', announced.status
        ),
        jsonb_build_object('received_meters', arrived.received_meters, 'status', arrived.status)
    );
    return lot.id;
end
$$;
comment on function sample.receive(uuid, numeric) is
    'The lot does not inherit the catalogue item, and no line that waited moves to it.';
