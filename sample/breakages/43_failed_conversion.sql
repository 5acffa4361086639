-- The dialog converts the reservation first and writes the order in later calls, which fail.
create function sample.break_failed_conversion(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    broken integer := 0;
begin
    for reservation in
        select r.*
        from sample.spare_reservations(null, '{active}') as r
        -- An order of the same deal would be taken for its own.
        where r.crm_deal_id is null
            and exists (select from public.reservation_lines as n where n.reservation_id = r.id)
    loop
        exit when broken = instances;
        perform sample.mark_converted(reservation.id);
        perform sample.record_row(
            'failed_conversion', 'unlinked_conversions', 'public.reservations', reservation.id
        );
        perform sample.touch_reservation(reservation.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('failed_conversion', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('failed_conversion', 64);

create function sample.mark_converted(reservation uuid)
returns public.reservations
language sql
volatile
as $$
    update public.reservations
    set
        status = 'converted',
        converted_at = now(),
        converted_by = sample.act_as(2),
        convert_reason = 'payment_confirmation'
    where id = reservation
    returning *
$$;
