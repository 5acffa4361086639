-- Reversals that the application broke off, or that were marked and unmarked by hand.

-- The reversal is written, the mark on the original is half written, or not at all.
create function sample.break_half_marked(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    original uuid;
    reversal uuid;
begin
    for n in 1..2 * instances loop
        original := sample.log_entry(
            'CREATE', 'lot', sample.log_absent('half_marked', n), 40 + n, null, '{"meters": 5}'
        );
        reversal := sample.log_entry(
            'DELETE', 'lot', sample.log_absent('half_marked', n), 20 + n, null, null,
            'Reversed creation.'
        );
        if n % 2 = 0 then
            perform sample.mark_reversed(original, reversal);
            update public.audit_logs
            set reversal_audit_id = case when n % 4 = 0 then reversal_audit_id end,
                is_reversed = n % 4 <> 0
            where id = original;
            perform sample.record_row(
                'half_marked', 'audit_reversal_flag', 'public.audit_logs', original,
                'proven_reversal'
            );
        end if;
        -- Whichever mark is there, without the number the reversal is named by nobody.
        if n % 4 <> 0 then
            perform sample.record_row(
                'half_marked', 'audit_unlinked_reversal', 'public.audit_logs', reversal,
                'proven_reversal'
            );
        end if;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('half_marked', 1410);

-- Somebody set the mark by hand on what still stands.
create function sample.break_marked_by_hand(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    original uuid;
begin
    for n in 1..instances loop
        original := sample.log_entry(
            'CREATE', 'supplier', sample.log_supplier('marked_by_hand', n), 60 + n
        );
        update public.audit_logs
        set is_reversed = true, reversed_at = created_at, reversed_by = user_id
        where id = original;
        perform sample.record_row(
            'marked_by_hand', 'audit_reversal_flag', 'public.audit_logs', original, 'effect_stands'
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('marked_by_hand', 1411);

create function sample.break_lost_stamp(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    original uuid;
begin
    for n in 1..instances loop
        original := sample.log_entry(
            'CREATE', 'lot', sample.log_absent('lost_stamp', n), 40 + n, null, '{"meters": 5}'
        );
        perform sample.mark_reversed(
            original,
            sample.log_entry(
                'DELETE', 'lot', sample.log_absent('lost_stamp', n), 20 + n, null, null,
                'Reversed creation.'
            )
        );
        update public.audit_logs
        set reversed_at = case when n % 2 = 0 then reversed_at end,
            reversed_by = case when n % 2 = 1 then reversed_by end
        where id = original;
        perform sample.record_row(
            'lost_stamp', 'audit_reversal_stamps', 'public.audit_logs', original, 'proven_reversal'
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_stamp', 1412);

-- Both columns allow null, and an import leaves them so.
create function sample.break_imported_null(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    entry uuid;
begin
    for n in 1..instances loop
        entry := sample.log_entry(
            'CREATE', 'supplier', sample.log_supplier('imported_null', n), 60 + n
        );
        update public.audit_logs
        set is_reversed = case when n % 2 = 0 then is_reversed end,
            created_at = case when n % 2 = 1 then created_at end
        where id = entry;
        perform sample.record_row(
            'imported_null', 'audit_missing_values', 'public.audit_logs', entry,
            case when n % 2 = 1 then 'effect_stands' else 'unknown' end
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('imported_null', 1413);
