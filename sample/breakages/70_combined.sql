-- Several things at once on one lot, and writes that cancel each other out.
create function sample.break_combined(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    return sample.report_shortage(
        'combined',
        instances,
        sample.break_by_fix_and_write((instances + 4) / 5)
        + sample.break_by_write_and_back((instances + 3) / 5)
        + sample.break_by_moves((instances + 2) / 5, 1)
        + sample.break_by_moves((instances + 1) / 5, 2)
        + sample.break_by_release_and_write(instances / 5)
    );
end
$$;
insert into sample.mechanism (name, turn) values ('combined', 80);

-- The fix comes first: afterwards it would wipe out what was done before it.
create function sample.break_by_fix_and_write(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots_with_closed_lines(wanted, false) loop
        perform sample.fix_by_runbook('combined', lot.id);
        perform sample.write_counter('combined', 'public.lots', lot.id, 2.22);
        broken := broken + 1;
    end loop;
    return broken;
end
$$;

-- Nothing is wrong afterwards, and nothing may be reported.
create function sample.break_by_write_and_back(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots(wanted) loop
        perform sample.write_counter('combined', 'public.lots', lot.id, 12.34);
        perform sample.write_counter('combined', 'public.lots', lot.id, -12.34);
        broken := broken + 1;
    end loop;
    return broken;
end
$$;

create function sample.break_by_release_and_write(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    lot uuid;
    broken integer := 0;
begin
    for reservation in select * from sample.spare_reservations(wanted * 4, '{active}') loop
        exit when broken = wanted;
        select n.lot_id
        into lot
        from public.reservation_lines as n
        where n.reservation_id = reservation.id
            and not exists (select from sample.touched as t where t.key = n.lot_id)
            and n.lot_id is not null
        order by n.id
        limit 1;
        continue when not found;
        perform sample.close_reservation(reservation.id, 'released');
        perform sample.record_stale_lines('combined', reservation.id, 'released');
        perform sample.write_counter('combined', 'public.lots', lot, 4.44);
        broken := broken + 1;
    end loop;
    return broken;
end
$$;
