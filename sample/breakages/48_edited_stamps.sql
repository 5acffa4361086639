-- Statuses set by hand in SQL, with a stamp or a reason forgotten.
create function sample.break_edited_stamps(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    broken integer := 0;
begin
    for reservation in
        select *
        from sample.spare_reservations(instances, '{active,released,canceled,converted}')
    loop
        update public.reservations as r
        set
            canceled_at = case when r.status in ('active', 'converted') then r.canceled_at end,
            converted_at = case when r.status <> 'converted' then r.converted_at end,
            release_reason = case when r.status = 'active' then 'expired' end
        where r.id = reservation.id;
        perform sample.record_row(
            'edited_stamps', 'reservation_stamps', 'public.reservations', reservation.id
        );
        perform sample.touch_reservation(reservation.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('edited_stamps', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('edited_stamps', 210);
