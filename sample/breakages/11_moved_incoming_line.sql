-- Moves lines to another announcement of goods: the same gap as for lots.
create function sample.break_moved_incoming_line(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    pair record;
    broken integer := 0;
begin
    for pair in
        select n.id as line, n.incoming_stock_id as source, i.id as target
        from (
            select s.*, row_number() over () as turn
            from sample.spare_lines(instances * 4, 'INCOMING') as s
        ) as n
        join (
            select s.*, row_number() over () as turn
            from sample.spare_incoming(instances * 4, 90) as s
        ) as i
            on i.turn = n.turn
        where (i.quality, i.color) <> (n.quality, n.color)
            and i.expected_meters - i.received_meters - i.reserved_meters >= n.reserved_meters
        order by n.turn
    loop
        exit when broken = instances;
        continue when exists (
            select from sample.touched where key in (pair.source, pair.target)
        );
        perform sample.move_line('moved_incoming_line', pair.line, pair.target);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('moved_incoming_line', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('moved_incoming_line', 50);
