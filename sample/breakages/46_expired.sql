-- The day until which a reservation holds passes, and nothing in the application ends it.
create function sample.break_expired(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    broken integer := 0;
begin
    for reservation in select * from sample.spare_reservations(instances, '{active}') loop
        -- Two days: whatever the zone, it is over.
        update public.reservations
        set hold_until = current_date - 2 - broken % 30
        where id = reservation.id;
        perform sample.record_row(
            'expired', 'expired_reservations', 'public.reservations', reservation.id
        );
        perform sample.touch_reservation(reservation.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('expired', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('expired', 190);
