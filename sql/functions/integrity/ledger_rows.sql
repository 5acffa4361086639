-- Ledger rows that cannot all be true: a roll that left twice, or with other metres than its own.
create or replace function ops.ledger_rows(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.inventory_transactions',
            jsonb_build_object('id', w.id),
            left(case
                when w.place > 1
                    then format('roll %s of lot %s left %s times by the ledger, %s m in row %s', r."position",
                    l.lot_number, w.copies, w.quantity_change, w.place)
                else format('roll %s of lot %s: its ledger row says %s m, should be %s m', r."position", l.lot_number,
                    w.quantity_change, -r.meters)
            end, 100),
            null::text,
            case when w.place > 1 then null else to_jsonb((-r.meters)::text) end,
            to_jsonb(w.quantity_change::text),
            case when w.place > 1 then abs(w.quantity_change) else abs(w.quantity_change + r.meters) end,
            jsonb_strip_nulls(jsonb_build_object('roll_id', w.roll_id, 'source', w.source_identifier)),
            null::text
        from (
            select t.*,
                row_number() over (partition by t.roll_id order by t.created_at, t.id) as place,
                count(*) over (partition by t.roll_id) as copies
            from public.inventory_transactions as t
            where t.transaction_type = 'ORDER_FULFILLMENT' and t.roll_id is not null
        ) as w
        join public.rolls as r
            on r.id = w.roll_id
        join public.lots as l
            on l.id = r.lot_id
        where (w.place > 1 or w.quantity_change <> -r.meters)
            and (keys is null or w.id = any (keys::uuid[]));
end
$$;
comment on function ops.ledger_rows(text[]) is 'ORDER_FULFILLMENT rows beyond the first of a roll, and those that are not minus its metres.';
revoke all on function ops.ledger_rows(text[]) from public;
select ops._define_rule(
    name => 'ledger_rows',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A roll leaves once by the ledger, with its own metres',
    why => 'Reports of what was shipped count these metres twice, or not at all.',
    repair_class => 'report',
    reads => '{"public.inventory_transactions": ["id", "created_at", "roll_id", "transaction_type",
        "quantity_change", "source_identifier"],
        "public.rolls": ["id", "lot_id", "meters", "position"], "public.lots": ["id", "lot_number"]}'
);
