-- Takes a lot in with its rolls, as the intake screen does: stock for breakages that need some of their own.
create function sample.take_in(number text, lot_quality text, lot_color text, rolls numeric[])
returns uuid
language plpgsql
volatile
as $$
declare
    lot uuid;
begin
    perform sample.act_as(3);
    insert into public.lots (
        lot_number, quality, color, meters, roll_count, supplier_id, qr_code_url
    )
    select
        number, lot_quality, lot_color, sum(m), count(*), sample.id(sample.salt('supplier'), 1),
        'https://wms.lotastro.example/qr/' || number
    from unnest(rolls) as m
    returning id into lot;
    insert into public.rolls (lot_id, meters, position)
    select lot, w.m, w.turn
    from unnest(rolls) with ordinality as w (m, turn);
    perform public.log_audit_action(
        'CREATE', 'lot', lot, number, null,
        jsonb_build_object('lot_number', number, 'quality', lot_quality, 'color', lot_color)
    );
    perform sample.touch(lot);
    return lot;
end
$$;
