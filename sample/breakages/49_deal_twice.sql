-- The webhook of a won deal comes twice, and makes two reservations.
create function sample.break_deal_twice(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    first public.reservations;
    lot uuid;
    second uuid;
    broken integer := 0;
begin
    for first in
        select r.*
        from sample.spare_reservations(null, '{active}') as r
        where r.crm_deal_id is not null
    loop
        exit when broken = instances;
        lot := sample.take_in('L-DEAL-' || broken, 'V700', 'BLACK', array[60, 40]);
        second := sample.reserve(array[lot], array[35]);
        update public.reservations set crm_deal_id = first.crm_deal_id where id = second;
        perform sample.record_row(
            'deal_twice', 'duplicate_deal_reservations', 'public.reservations', second
        );
        -- Sound itself, but what is wrong with the other one rests on it.
        perform sample.record_row('deal_twice', null, 'public.reservations', first.id);
        perform sample.touch_reservation(first.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('deal_twice', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('deal_twice', 220);
