-- Loads lines past dropped foreign keys, which come back NOT VALID and so see nothing.
create function sample.break_orphan_line(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    broken integer;
    reservations uuid[];
begin
    alter table public.reservation_lines
        drop constraint reservation_lines_reservation_id_fkey,
        drop constraint reservation_lines_lot_id_fkey,
        drop constraint reservation_lines_incoming_stock_id_fkey;

    broken := sample.delete_reservations_alone(instances / 2);
    reservations := array(
        select r.id from sample.spare_reservations(greatest(0, instances - broken), '{active}') as r
    );
    for n in 1..cardinality(reservations) loop
        perform sample.insert_line_without_parent(
            reservations[n], case when n % 3 = 0 then 'INCOMING' else 'INVENTORY' end, n
        );
    end loop;

    alter table public.reservation_lines
        add constraint reservation_lines_reservation_id_fkey foreign key (reservation_id)
        references public.reservations (id) on delete cascade not valid,
        add constraint reservation_lines_lot_id_fkey foreign key (lot_id)
        references public.lots (id) on delete restrict not valid,
        add constraint reservation_lines_incoming_stock_id_fkey foreign key (incoming_stock_id)
        references public.incoming_stock (id) on delete restrict not valid;
    return sample.report_shortage('orphan_line', instances, broken + cardinality(reservations));
end
$$;
insert into sample.mechanism (name, turn) values ('orphan_line', 90);

-- Without its foreign key a deleted reservation leaves its lines, and they stay counted.
create function sample.delete_reservations_alone(wanted integer)
returns integer
language plpgsql
volatile
as $$
declare
    reservation public.reservations;
    lines integer := 0;
begin
    for reservation in select * from sample.spare_reservations(wanted, '{active}') loop
        exit when lines >= wanted;
        perform sample.record_row(
            'orphan_line', 'orphan_reservation_lines', 'public.reservation_lines', n.id
        )
        from public.reservation_lines as n
        where n.reservation_id = reservation.id;
        lines := lines + (
            select count(*)
            from public.reservation_lines as n
            where n.reservation_id = reservation.id
        );
        perform sample.touch_reservation(reservation.id);
        -- Nothing logs this deletion: the log's last row still says that it is there.
        perform sample.record_row(
            'orphan_line', 'audit_entity_presence', 'public.audit_logs', a.id, 'unlogged_delete'
        )
        from public.audit_logs as a
        where a.entity_type = 'lot' and a.entity_id = reservation.id
        order by a.created_at desc, a.id desc
        limit 1;
        delete from public.reservations where id = reservation.id;
    end loop;
    return lines;
end
$$;

-- The validator finds no parent, compares with null, and lets the line pass.
create function sample.insert_line_without_parent(
    reservation uuid,
    line_scope text,
    n integer
)
returns void
language plpgsql
volatile
as $$
declare
    absent constant uuid := sample.id(sample.salt('absent'), n);
    line uuid;
begin
    insert into public.reservation_lines (
        reservation_id, scope, lot_id, incoming_stock_id, quality, color, reserved_meters
    )
    values (
        reservation, line_scope,
        case when line_scope = 'INVENTORY' then absent end,
        case when line_scope = 'INCOMING' then absent end,
        sample.quality(n), sample.color(n), 10 + n
    )
    returning id into line;
    perform sample.record_row(
        'orphan_line', 'orphan_reservation_lines', 'public.reservation_lines', line
    );
    perform sample.touch(absent, reservation);
end
$$;
