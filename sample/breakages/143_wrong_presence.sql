-- Things that are there although the log says otherwise, and the reverse.
create function sample.break_wrong_presence(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservations uuid[];
    supplier uuid;
    entry uuid;
begin
    reservations := array(
        select r.id
        from sample.spare_reservations(instances * 9, '{active}') as r
        where r.created_at < now() - interval '1 day'
        limit instances / 3
    );
    for n in 1..instances - cardinality(reservations) loop
        supplier := sample.log_supplier('wrong_presence', n);
        entry := sample.log_entry('CREATE', 'supplier', supplier, n + 9);
        if n % 2 = 0 then
            -- The log is written first, and then the deletion is refused.
            entry := sample.log_entry('DELETE', 'supplier', supplier, n, '{"name": "x"}');
        else
            delete from public.suppliers where id = supplier;
        end if;
        perform sample.record_row(
            'wrong_presence', 'audit_entity_presence', 'public.audit_logs', entry,
            case when n % 2 = 0 then 'failed_delete' else 'unlogged_delete' end
        );
    end loop;
    perform sample.reverse_as_lot(r) from unnest(reservations) as r;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_presence', 1430);

-- The screen takes a reservation for a lot: it deletes no lot, and marks the row reversed.
create function sample.reverse_as_lot(reservation uuid)
returns void
language plpgsql
volatile
as $$
declare
    original uuid;
begin
    select a.id into original
    from public.audit_logs as a
    where a.entity_type = 'lot' and a.entity_id = reservation and a.action = 'CREATE';
    perform sample.mark_reversed(
        original,
        sample.log_entry(
            'DELETE', 'lot', reservation, -12, null, null, 'Reversed creation.'
        )
    );
    update public.audit_logs as v
    set created_at = o.created_at + interval '2 hours'
    from public.audit_logs as o
    where o.id = original and v.id = o.reversal_audit_id;
    update public.audit_logs
    set reversed_at = created_at + interval '2 hours'
    where id = original;
    perform sample.record_row(
        'wrong_presence', 'audit_entity_presence', 'public.audit_logs', original, 'failed_reversal'
    );
    perform sample.touch(reservation);
end
$$;

create function sample.break_double_log(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('double_log', n);
        perform sample.log_entry('CREATE', 'supplier', supplier, n + 2);
        perform sample.record_row(
            'double_log', 'audit_repeated_action', 'public.audit_logs',
            sample.log_entry('CREATE', 'supplier', supplier, n)
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('double_log', 1431);

create function sample.break_wrong_kind(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.record_row(
            'wrong_kind', 'audit_entity_type', 'public.audit_logs',
            sample.log_entry('CREATE', 'order', sample.log_supplier('wrong_kind', n), n)
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_kind', 1432);
