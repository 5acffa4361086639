-- Fulfils the orders of converted reservations: rolls and lines are then both subtracted.
create function sample.break_converted_fulfilled(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    open_order uuid;
    broken integer := 0;
begin
    for reservation in
        select r.*
        from sample.spare_reservations(null, '{converted}') as r
        where exists (select from public.reservation_lines as n where n.reservation_id = r.id)
    loop
        exit when broken = instances;
        open_order := sample.open_order_of(reservation.id);
        continue when open_order is null;
        begin
            perform sample.fulfil(open_order);
        exception
            -- A lot cannot become empty: such an order cannot be fulfilled.
            when check_violation then
                continue;
        end;
        perform sample.record_stale_lines(
            'converted_fulfilled', reservation.id, 'converted_fulfilled'
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('converted_fulfilled', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('converted_fulfilled', 10);

-- By the audit log, or else by the number of the deal: orders know no reservation.
create function sample.open_order_of(reservation uuid)
returns uuid
language sql
stable
as $$
    select o.id
    from public.orders as o
    where o.fulfilled_at is null
        and o.id = coalesce(
            (
                select (a.new_data ->> 'order_id')::uuid
                from public.audit_logs as a
                where a.entity_type = 'lot'
                    and a.entity_id = reservation
                    and a.action = 'STATUS_CHANGE'
                    and a.new_data ? 'order_id'
                limit 1
            ),
            (
                select d.id
                from public.reservations as r
                join public.orders as d
                    on d.crm_deal_id = r.crm_deal_id::uuid
                where r.id = reservation
                limit 1
            )
        )
$$;
