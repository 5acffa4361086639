-- Rolls that have left without a row in the ledger.
create or replace function ops.fulfilled_without_ledger(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.rolls',
            jsonb_build_object('id', r.id),
            left(format('lot %s, roll %s of %s m has left, and the ledger does not know', l.lot_number, r."position", r.meters), 100),
            null::text,
            null::jsonb,
            to_jsonb(r.status),
            r.meters,
            jsonb_build_object('lot_id', r.lot_id),
            null::text
        from public.rolls as r
        -- only of what is found: the planner expects many and would read every lot
        cross join lateral (select t.lot_number from public.lots as t where t.id = r.lot_id limit 1) as l
        where r.status = 'fulfilled'
            and (keys is null or r.id = any (keys::uuid[]))
            and not exists (
                select
                from public.inventory_transactions as t
                where t.roll_id = r.id and t.transaction_type = 'ORDER_FULFILLMENT'
            );
end
$$;
comment on function ops.fulfilled_without_ledger(text[]) is 'Fulfilled rolls without an ORDER_FULFILLMENT row: the application swallows the error of that insert.';
revoke all on function ops.fulfilled_without_ledger(text[]) from public;
select ops._define_rule(
    name => 'fulfilled_without_ledger',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'Every roll that has left is in the ledger',
    why => 'What was shipped when, and to whom, cannot be shown: stock and sales no longer add up.',
    repair_class => 'decide',
    turn => 40,
    reads => '{"public.rolls": ["id", "lot_id", "meters", "position", "status"], "public.lots": ["id", "lot_number"],
        "public.inventory_transactions": ["id", "created_at", "created_by", "roll_id", "transaction_type",
        "quantity_change",
            "unit", "source_type", "source_id", "source_identifier", "notes"],
        "public.orders": ["id", "order_number", "status", "fulfilled_at", "fulfilled_by"],
        "public.order_lots": ["order_id", "selected_roll_ids"]}',
    choices => '[{"choice": "back_fill", "what": "the missing row is entered, dated to the fulfilment of the one fulfilled order that names the roll; a roll of none or of several stays with a person", "changes": "ops._ledger_back_fill"}]'
);
