-- Releases reservations as the dialog does: the lines stay and go on holding their metres.
create function sample.break_released(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    broken integer := 0;
begin
    for reservation in select * from sample.spare_reservations(instances, '{active}') loop
        perform sample.close_reservation(reservation.id, 'released');
        perform sample.record_stale_lines('released', reservation.id, 'released');
        broken := broken + 1;
    end loop;
    return sample.report_shortage('released', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('released', 20);
