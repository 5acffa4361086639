-- Manufacturing orders that went another way than the dialog's two calls.
create function sample.an_mo(kind text, n integer)
returns public.manufacturing_orders
language sql
volatile
as $$
    insert into public.manufacturing_orders (
        mo_number, supplier_id, quality, color, ordered_amount, order_date, expected_completion_date, created_by,
        created_at
    )
    select 'MO-' || kind || '-' || n, sample.id(sample.salt('supplier'), n % 25), sample.quality(n), sample.color(n),
        300 + n, current_date - 20, current_date + 20, sample.act_as(2), now() - interval '20 days'
    returning *
$$;

create function sample.announce_goods(mo public.manufacturing_orders)
returns uuid
language plpgsql
volatile
as $$
declare
    made public.incoming_stock;
begin
    insert into public.incoming_stock (
        quality, color, expected_meters, supplier_id, created_by, invoice_number, expected_arrival_date
    )
    values (mo.quality, mo.color, mo.ordered_amount, mo.supplier_id, mo.created_by, 'INV-' || mo.mo_number, current_date + 30)
    returning * into made;
    perform public.log_audit_action(
        'CREATE', 'incoming_stock', made.id, made.invoice_number, null,
        jsonb_build_object('quality', made.quality, 'color', made.color, 'expected_meters', made.expected_meters)
    );
    perform sample.touch(made.id);
    return made.id;
end
$$;

create function sample.break_mo_state(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mo public.manufacturing_orders;
begin
    for n in 1..instances loop
        mo := sample.an_mo('STATE', n);
        if n % 2 = 0 then
            update public.manufacturing_orders set status = 'nonsense', updated_by = created_by where id = mo.id;
        else
            update public.manufacturing_orders set is_customer_order = true, updated_by = created_by where id = mo.id;
        end if;
        perform sample.record_row('mo_state', 'mo_state', 'public.manufacturing_orders', mo.id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('mo_state', 310);

create function sample.break_mo_shipment(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mo public.manufacturing_orders;
    goods uuid;
begin
    for n in 1..instances loop
        mo := sample.an_mo('SHIP', n);
        -- the second call failed; or the status went back; or the amount was corrected afterwards
        goods := case when n % 3 > 0 then sample.announce_goods(mo) end;
        update public.manufacturing_orders
        set status = 'SHIPPED', incoming_stock_id = goods, updated_by = created_by
        where id = mo.id;
        if n % 3 = 1 then
            update public.manufacturing_orders set status = 'READY_TO_SHIP' where id = mo.id;
        elsif n % 3 = 2 then
            update public.manufacturing_orders set ordered_amount = ordered_amount + 50 where id = mo.id;
        end if;
        -- both changes fall into one moment here: the history must not depend on which is the last
        update public.mo_status_history set changed_at = changed_at - interval '1 hour'
        where manufacturing_order_id = mo.id and new_status = 'SHIPPED' and n % 3 = 1;
        perform sample.record_row('mo_shipment', 'mo_shipment', 'public.manufacturing_orders', mo.id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('mo_shipment', 311);

create function sample.break_mo_overdue(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mo public.manufacturing_orders;
begin
    for n in 1..instances loop
        mo := sample.an_mo('LATE', n);
        update public.manufacturing_orders set expected_completion_date = current_date - 3 - n, updated_by = created_by where id = mo.id;
        perform sample.record_row('mo_overdue', 'mo_overdue', 'public.manufacturing_orders', mo.id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('mo_overdue', 312);

create function sample.break_mo_history(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mo public.manufacturing_orders;
begin
    for n in 1..instances loop
        mo := sample.an_mo('HIST', n);
        update public.manufacturing_orders set status = 'CONFIRMED', updated_by = created_by where id = mo.id;
        perform sample.record_row('mo_history', 'mo_status_history', 'public.manufacturing_orders', mo.id);
    end loop;
    -- an import with the triggers off
    alter table public.manufacturing_orders disable trigger manufacturing_order_status_changed;
    update public.manufacturing_orders set status = 'IN_PRODUCTION' where mo_number like 'MO-HIST-%';
    alter table public.manufacturing_orders enable trigger manufacturing_order_status_changed;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('mo_history', 313);
