-- Breaks so many rows through every mechanism, each in a transaction of its own.
create procedure sample.break_all(instances integer default 20)
language plpgsql
as $$
declare
    mechanism text;
    broken integer;
begin
    if instances < 1 then
        raise exception 'cannot break % rows', instances
            using errcode = 'invalid_parameter_value', hint = 'Ask for one or more.';
    end if;
    -- Those that need whole reservations come first: later ones leave fewer of them untouched.
    foreach mechanism in array array[
        'converted_fulfilled', 'released', 'runbook_fix_then_delete', 'runbook_fix',
        'moved_incoming_line', 'over_receipt', 'moved_line', 'combined', 'orphan_line',
        'line_on_closed_reservation', 'untracked_insert', 'untracked_delete', 'negative_write',
        'direct_incoming_write', 'direct_write', 'lowered_meters', 'full_quantity_lines'
    ] loop
        execute format('select sample.%I($1)', 'break_' || mechanism) into broken using instances;
        analyze sample.touched, sample.breakage;
        commit;
        raise notice 'sample: broke % by %', broken, mechanism;
    end loop;
end
$$;
comment on procedure sample.break_all(integer) is
    'All mechanisms but the race of two sessions, which needs two sessions.';
