-- The ledger of a fulfilment: its insert failed unseen, was made twice, or carried other metres.
create function sample.break_swallowed_ledger(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, true) loop
        delete from public.inventory_transactions where source_id = picked.id;
        perform sample.record_row('swallowed_ledger', 'fulfilled_without_ledger', 'public.rolls', r.id)
        from sample.rolls_of_order(picked.id) as r;
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('swallowed_ledger', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('swallowed_ledger', 208);

create function sample.break_double_click(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    picked public.orders;
    row_id uuid;
    broken integer := 0;
begin
    for picked in select * from sample.spare_orders(instances, true) loop
        if broken % 3 = 0 then
            update public.inventory_transactions
            set quantity_change = -quantity_change
            where id = (select t.id from public.inventory_transactions as t where t.source_id = picked.id limit 1)
            returning id into row_id;
        else
            insert into public.inventory_transactions (
                created_by, roll_id, transaction_type, quantity_change, source_type, source_id, source_identifier
            )
            select t.created_by, t.roll_id, t.transaction_type, t.quantity_change, t.source_type, t.source_id, t.source_identifier
            from public.inventory_transactions as t
            where t.source_id = picked.id
            limit 1
            returning id into row_id;
        end if;
        perform sample.record_row('double_click', 'ledger_rows', 'public.inventory_transactions', row_id);
        perform sample.touch_order(picked.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('double_click', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('double_click', 209);
