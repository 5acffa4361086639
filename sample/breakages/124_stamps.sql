-- States, stamps and counters that one of two writers left out.
create function sample.break_cancelled_after_shipping(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    shipped public.orders;
    broken integer := 0;
begin
    for shipped in select * from sample.spare_orders(instances, true) loop
        -- the CRM cancels the deal; its message is not asked whether the goods have left
        update public.orders set status = 'cancelled', action_required = true where id = shipped.id;
        perform sample.record_row('cancelled_after_shipping', 'order_status', 'public.orders', shipped.id);
        perform sample.touch_order(shipped.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('cancelled_after_shipping', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('cancelled_after_shipping', 214);

create function sample.break_inquiry_columns(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(2);
    made public.inquiries;
    ordered public.orders;
    broken integer := 0;
begin
    for ordered in
        select o.*
        from public.orders as o
        where o.fulfilled_at is not null and not exists (select from sample.touched as t where t.key = o.id)
        order by hashtextextended(o.id::text, 5)
        limit instances
    loop
        insert into public.inquiries (inquiry_number, customer_name, expires_at, created_by)
        values ('INQ-CONV-' || broken, ordered.customer_name, now() + interval '20 days', actor)
        returning * into made;
        -- by hand: the order is entered, and the state or the person is forgotten
        update public.inquiries
        set converted_to_order_id = ordered.id, converted_at = now(),
            converted_by = case when broken % 2 = 0 then actor end,
            status = case when broken % 2 = 0 then 'active' else 'converted' end
        where id = made.id;
        perform sample.record_row('inquiry_columns', 'inquiry_conversion', 'public.inquiries', made.id);
        perform sample.touch(ordered.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('inquiry_columns', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('inquiry_columns', 332);

create function sample.break_duplicate_mark(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    counted uuid;
    rolls uuid[];
begin
    for n in 1..instances loop
        counted := sample.a_counted_session('CNT-DUP-' || n, 2);
        rolls := array(select c.id from public.count_rolls as c where c.session_id = counted order by c.capture_sequence);
        update public.count_rolls
        set is_possible_duplicate = n % 2 = 0, duplicate_of_roll_id = case when n % 2 = 1 then rolls[1] end
        where id = rolls[2];
        perform sample.record_row('duplicate_mark', 'count_roll_duplicates', 'public.count_rolls', rolls[2]);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('duplicate_mark', 333);

create function sample.break_unmade_edit(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(1);
    lot public.lots;
    row_id uuid;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots(instances) loop
        -- the approval of a colour is written, the colour is not
        insert into public.field_edit_queue (
            table_name, record_id, field_name, old_value, new_value, status, submitted_by, approved_by, approved_at
        )
        values (
            'lots', lot.id, 'color', lot.color, lot.color || ' new', case when broken % 4 = 3 then 'done' else 'approved' end,
            actor, case when broken % 4 <> 2 then actor end, now()
        )
        returning id into row_id;
        perform sample.record_row('unmade_edit', 'field_edit_state', 'public.field_edit_queue', row_id);
        perform sample.touch(lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('unmade_edit', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unmade_edit', 334);

create function sample.break_old_synchronisation(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
begin
    for n in 1..instances loop
        person := sample.a_newcomer('sync', n);
        perform public.replace_user_org_grants_snapshot(
            person, 10, '[{"crm_organization_id": "org-1", "role_in_org": "accounting"}]'
        );
        -- set back by hand, so that an older message is taken once more
        update public.user_org_grants_sync_state set last_org_access_seq = 10 - n % 10 - 1 where user_id = person;
        insert into sample.breakage (mechanism, rule, subject, key)
        values (
            'old_synchronisation', 'org_sync_state', 'public.user_org_grants_sync_state',
            jsonb_build_object('user_id', person)::text
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('old_synchronisation', 335);

create function sample.break_uncounted_report(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    config uuid;
begin
    for n in 1..instances loop
        insert into public.email_report_configs (name, report_type, created_at)
        values ('Report ' || n, 'inventory', now() - interval '90 days')
        returning id into config;
        -- nothing writes the counter of the configuration
        insert into public.report_executions (report_config_id, status, started_at, completed_at, row_count)
        select config, 'completed', w.at, w.at + interval '1 minute', 10
        from generate_series(now() - interval '1 week' * (1 + n % 3), now() - interval '1 day', interval '1 week') as w (at);
        perform sample.record_row('uncounted_report', 'report_counters', 'public.email_report_configs', config);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('uncounted_report', 336);
