-- Rows loaded while their foreign keys were dropped, and ids that no key guards.

-- A load puts the keys aside; they come back NOT VALID, and say nothing of what came in.
create function sample.break_lost_parent(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    made uuid;
begin
    alter table public.order_shares drop constraint order_shares_order_id_fkey;
    alter table public.catalog_item_suppliers
        drop constraint catalog_item_suppliers_catalog_item_id_fkey;
    for turn in 1..instances loop
        if turn % 2 = 0 then
            insert into public.order_shares (order_id, shared_with)
            select sample.log_absent('lost_parent', turn), p.user_id
            from sample.person as p
            where p.n = 1
            returning id into made;
        else
            insert into public.catalog_item_suppliers (catalog_item_id, supplier_id)
            values (
                sample.log_absent('lost_parent', turn), sample.log_supplier('lost_parent', turn)
            )
            returning id into made;
        end if;
        insert into sample.breakage (mechanism, rule, subject, key)
        select
            'lost_parent', 'orphan_rows', t.name,
            jsonb_build_object('row', t.name || ':' || made)::text
        from (
            select case
                when turn % 2 = 0 then 'public.order_shares' else 'public.catalog_item_suppliers'
            end as name
        ) as t;
    end loop;
    alter table public.order_shares
        add constraint order_shares_order_id_fkey foreign key (order_id)
        references public.orders (id) on delete cascade not valid;
    alter table public.catalog_item_suppliers
        add constraint catalog_item_suppliers_catalog_item_id_fkey foreign key (catalog_item_id)
        references public.catalog_items (id) on delete cascade not valid;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_parent', 1460);

-- A row of the log that reversed another one was deleted past the key between them.
create function sample.break_lost_reversal(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    originals uuid[] := '{}';
    reversals uuid[] := '{}';
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('lost_reversal', n);
        originals := originals || sample.log_update(supplier, n + 3, 1, 2);
        reversals := reversals || sample.log_update(supplier, n, 2, 1, 'Reverted update.');
        perform sample.mark_reversed(originals[n], reversals[n]);
    end loop;
    alter table public.audit_logs drop constraint audit_logs_reversal_audit_id_fkey;
    delete from public.audit_logs where id = any (reversals);
    alter table public.audit_logs
        add constraint audit_logs_reversal_audit_id_fkey foreign key (reversal_audit_id)
        references public.audit_logs (id) not valid;
    perform sample.record_row(
        'lost_reversal', 'audit_reversal_partner', 'public.audit_logs', o
    )
    from unnest(originals) as o;
    insert into sample.breakage (mechanism, rule, subject, key)
    select
        'lost_reversal', 'orphan_rows', 'public.audit_logs',
        jsonb_build_object('row', 'public.audit_logs:' || o)::text
    from unnest(originals) as o;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_reversal', 1461);

create function sample.break_unkeyed_id(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    made uuid;
begin
    for n in 1..instances loop
        insert into public.field_edit_queue (
            table_name, record_id, field_name, new_value, submitted_by
        )
        select
            'suppliers', sample.log_supplier('unkeyed_id', n), 'phone', n::text,
            sample.log_absent('unkeyed_id', n)
        returning id into made;
        insert into sample.breakage (mechanism, rule, subject, key)
        values (
            'unkeyed_id', 'unkeyed_references', 'public.field_edit_queue',
            jsonb_build_object('row', 'public.field_edit_queue.submitted_by:' || made)::text
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('unkeyed_id', 1462);

-- A list edited by hand: a blank and a word between the ids.
create function sample.break_roll_list(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    line public.order_lots;
    broken integer := 0;
begin
    for line in
        select n.*
        from public.order_lots as n
        where n.selected_roll_ids > ''
            and not exists (
                select from sample.touched as t where t.key in (n.id, n.order_id, n.lot_id)
            )
        order by hashtextextended(n.id::text, 1)
        limit instances
    loop
        update public.order_lots
        set selected_roll_ids = case broken % 2
            when 0 then ' ,' || selected_roll_ids else selected_roll_ids || ', roll 7'
        end
        where id = line.id;
        perform sample.record_row(
            'roll_list', 'order_lot_roll_references', 'public.order_lots', line.id
        );
        perform sample.touch(line.order_id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('roll_list', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('roll_list', 1463);
