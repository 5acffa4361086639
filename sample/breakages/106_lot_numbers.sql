-- Numbers that no key keeps apart: of lots, and of the rolls of a lot.
create function sample.break_namesake(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    actor constant uuid := sample.act_as(3);
    made uuid;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots(instances / 2) loop
        -- an intake types a number that is in use; nothing refuses it since the constraint was dropped
        insert into public.lots (lot_number, quality, color, meters, supplier_id, qr_code_url)
        values (lot.lot_number, lot.quality, lot.color, 25, lot.supplier_id, lot.qr_code_url)
        returning id into made;
        insert into public.rolls (lot_id, meters, position) values (made, 25, 1);
        perform public.log_audit_action(
            'CREATE', 'lot', made, lot.lot_number, null,
            jsonb_build_object('lot_number', lot.lot_number, 'quality', lot.quality, 'color', lot.color)
        );
        perform sample.record_row('namesake', 'duplicate_lot_number', 'public.lots', n.id)
        from public.lots as n
        where n.id in (lot.id, made);
        broken := broken + 2;
    end loop;
    return sample.report_shortage('namesake', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('namesake', 250);

create function sample.break_roll_position(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots_with_rolls(instances, 2) loop
        -- rolls added later are numbered from 1 again; a deleted one leaves a gap
        update public.rolls
        set position = case when broken % 2 = 0 then 1 else 40 end
        where id = (select r.id from public.rolls as r where r.lot_id = lot.id order by r.position desc limit 1);
        perform sample.record_row('roll_position', 'lot_roll_positions', 'public.lots', lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('roll_position', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('roll_position', 255);
