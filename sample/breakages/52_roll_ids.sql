-- Lines whose rolls were typed, imported or picked twice: nothing checks the list.
create function sample.break_roll_ids(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot uuid;
    other uuid;
    rolls uuid[];
    line uuid;
    cause text;
begin
    for n in 1..instances loop
        lot := sample.take_in('L-ROLL-' || n, 'V701', 'NAVY', array[50, 30, 200]);
        rolls := array(select r.id from public.rolls as r where r.lot_id = lot order by r.position);
        other := sample.take_in('L-ROLL-' || n || '-B', 'V701', 'NAVY', array[50]);
        cause := (array['malformed', 'missing', 'other_lot', 'twice_active'])[1 + n % 4];
        if cause = 'twice_active' then
            -- Sound itself, but what is wrong with the next one rests on it.
            perform sample.record_row(
                'roll_ids', null, 'public.reservations',
                sample.reserve(array[lot], array[50], rolls[1:1])
            );
        end if;
        insert into public.reservation_lines (
            reservation_id, scope, lot_id, quality, color, reserved_meters, roll_ids,
            created_at
        )
        values (
            sample.open_logged_reservation(), 'INVENTORY', lot, 'V701', 'NAVY', 50,
            case cause
                when 'malformed' then rolls[1] || ', roll no. 7'
                when 'missing' then sample.id(sample.salt('no roll'), n)::text
                when 'other_lot' then (
                    select r.id from public.rolls as r where r.lot_id = other and r.position = 1
                )::text
                else ' ' || upper(rolls[1]::text) || ','
            end,
            -- After the other line that names the roll, though in the same transaction.
            clock_timestamp()
        )
        returning id into line;
        perform sample.record_row(
            'roll_ids', 'reservation_roll_ids', 'public.reservation_lines', line, cause
        );
        perform sample.touch(n.reservation_id)
        from public.reservation_lines as n
        where n.id = line;
    end loop;
    return sample.report_shortage('roll_ids', instances, instances);
end
$$;
insert into sample.mechanism (name, turn) values ('roll_ids', 230);
