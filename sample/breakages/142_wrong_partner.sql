-- Rows whose reversal is not what takes them back: numbers written by hand, clocks, lost rows.
create function sample.break_reversal_circle(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    entries uuid[];
begin
    for n in 1..(instances + 1) / 2 loop
        supplier := sample.log_supplier('reversal_circle', n);
        entries := array[
            sample.log_update(supplier, n, 1, 2), sample.log_update(supplier, n, 2, 1)
        ];
        perform sample.mark_reversed(entries[1], entries[2]);
        perform sample.mark_reversed(entries[2], entries[1]);
        perform sample.record_row(
            'reversal_circle', 'audit_reversal_cycle', 'public.audit_logs', e
        )
        from unnest(entries) as e;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('reversal_circle', 1420);

-- The second reversal wrote what somebody remembered, not what had been.
create function sample.break_reversed_twice(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    original uuid;
    reversal uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('reversed_twice', n);
        original := sample.log_update(supplier, n + 3, 1, 2);
        reversal := sample.log_update(supplier, n + 2, 2, 1, 'Reverted update.');
        perform sample.mark_reversed(original, reversal);
        perform sample.mark_reversed(
            reversal, sample.log_update(supplier, n + 1, 1, 3, 'Reverted update.')
        );
        perform sample.record_row(
            'reversed_twice', 'audit_reversal_chain', 'public.audit_logs', original
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('reversed_twice', 1421);

create function sample.break_wrong_partner(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    other uuid;
    original uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('wrong_partner', n);
        other := case
            when n % 3 = 0 then sample.log_supplier('wrong_partner', -n) else supplier
        end;
        original := sample.log_update(supplier, n + 3, 1, 2);
        perform sample.mark_reversed(
            original,
            sample.log_update(
                other, n + case when n % 3 = 1 then 9 else 1 end, 2, 1, 'Reverted update.'
            )
        );
        if n % 3 = 2 then
            update public.audit_logs set reversed_at = now() + interval '9 days' where id = original;
        end if;
        perform sample.record_row(
            'wrong_partner', 'audit_reversal_partner', 'public.audit_logs', original
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_partner', 1422);

create function sample.break_wrong_reversal(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    original uuid;
begin
    for n in 1..instances loop
        supplier := sample.log_supplier('wrong_reversal', n);
        original := sample.log_update(supplier, n + 3, 1, 2);
        perform sample.mark_reversed(
            original,
            case
                when n % 2 = 0 then sample.log_update(supplier, n, 2, 1, 'Reverted update.')
                else sample.log_entry(
                    'STATUS_CHANGE', 'supplier', supplier, n, '{"phone": 2}', '{"phone": 1}',
                    'Reverted update.'
                )
            end
        );
        if n % 2 = 0 then
            -- The other administrator is named.
            update public.audit_logs
            set reversed_by = (select p.user_id from sample.person as p where p.n = 4)
            where id = original;
        end if;
        perform sample.record_row(
            'wrong_reversal', 'audit_reversal_action', 'public.audit_logs', original
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('wrong_reversal', 1423);

create function sample.break_shared_reversal(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    supplier uuid;
    reversal uuid;
    entries uuid[];
begin
    for n in 1..(instances + 1) / 2 loop
        supplier := sample.log_supplier('shared_reversal', n);
        entries := array[
            sample.log_update(supplier, n + 3, 1, 2), sample.log_update(supplier, n + 2, 2, 3)
        ];
        reversal := sample.log_update(supplier, n, 3, 1, 'Reverted update.');
        perform sample.mark_reversed(e, reversal) from unnest(entries) as e;
        perform sample.record_row(
            'shared_reversal', 'audit_reversal_shared', 'public.audit_logs', e
        )
        from unnest(entries) as e;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('shared_reversal', 1424);
