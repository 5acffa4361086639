-- A cancellation taken back by hand: the reservation is active again, its lines are gone.
create function sample.break_uncanceled(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    broken integer := 0;
begin
    for reservation in select * from sample.spare_reservations(instances, '{canceled}') loop
        update public.reservations
        set status = 'active', canceled_at = null, canceled_by = null, cancel_reason = null
        where id = reservation.id;
        perform sample.record_row(
            'uncanceled', 'reservations_without_lines', 'public.reservations', reservation.id
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('uncanceled', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('uncanceled', 200);
