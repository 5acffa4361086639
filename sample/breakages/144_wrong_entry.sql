-- Rows of the log that cannot be true by themselves: data, persons, times.
create function sample.break_wrong_shape(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    entry uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('wrong_shape', n);
        entry := case n % 4
            when 0 then sample.log_entry('CREATE', 'supplier', supplier, n, '{"phone": 1}')
            when 1 then sample.log_entry(
                'DELETE', 'supplier', sample.log_absent('wrong_shape', n), n
            )
            when 2 then sample.log_update(supplier, n, 1, 1)
            else sample.log_update(supplier, n, 1, 2)
        end;
        update public.audit_logs set changed_fields = '["email"]' where id = entry and n % 4 = 3;
        perform sample.record_row('wrong_shape', 'audit_row_shape', 'public.audit_logs', entry);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_shape', 1440);

-- Two people start from the same screen: the second does not see what the first wrote.
create function sample.break_stale_screen(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('stale_screen', n);
        perform sample.log_update(supplier, n + 2, 1, 2);
        perform sample.record_row(
            'stale_screen', 'audit_update_chain', 'public.audit_logs',
            sample.log_update(supplier, n, 1, 3)
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('stale_screen', 1441);

create function sample.break_wrong_person(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    entry uuid;
begin
    for n in 1..instances loop
        entry := sample.log_entry(
            'CREATE', 'supplier', sample.log_supplier('wrong_person', n), n
        );
        update public.audit_logs as a
        set
            user_email = case n % 3
                when 0 then (select upper(p.email) from sample.person as p where p.n = 1)
                when 1 then 'unknown'
                else a.user_email
            end,
            user_role = case n % 3 when 2 then 'unknown' else a.user_role end
        where a.id = entry;
        perform sample.record_row(
            'wrong_person', 'audit_actor_identity', 'public.audit_logs', entry
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_person', 1442);

create function sample.break_unentitled_reversal(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    original uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('unentitled_reversal', n);
        original := sample.log_update(supplier, n + 2, 1, 2);
        perform sample.mark_reversed(
            original, sample.log_update(supplier, n, 2, 1, 'Reverted update.', 2)
        );
        perform sample.record_row(
            'unentitled_reversal', 'audit_actor_rights', 'public.audit_logs', original
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('unentitled_reversal', 1443);

create function sample.break_future_entry(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.record_row(
            'future_entry', 'audit_future_rows', 'public.audit_logs',
            sample.log_entry(
                'CREATE', 'supplier', sample.log_supplier('future_entry', n), -48 - n
            )
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('future_entry', 1444);
