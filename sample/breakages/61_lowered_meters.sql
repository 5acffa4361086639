-- An inline edit of the lot list writes fewer metres than are reserved.
create function sample.break_lowered_meters(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in
        select l.*
        from sample.spare_lots(null) as l
        -- With rolls the lot would differ from their sum as well.
        where l.reserved_meters > 10
            and not exists (select from public.rolls as r where r.lot_id = l.id)
    loop
        exit when broken = instances;
        update public.lots set meters = lot.reserved_meters - 5 where id = lot.id;
        perform sample.record_row(
            'lowered_meters', 'oversold_lots', 'public.lots', lot.id, 'lowered_meters'
        );
        -- a lot without roll rows is its own source
        perform sample.record_row('lowered_meters', 'lot_meters', 'public.lots', lot.id)
        where exists (select from public.rolls as r where r.lot_id = lot.id and r.status <> 'fulfilled');
        broken := broken + 1;
    end loop;
    return sample.report_shortage('lowered_meters', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('lowered_meters', 160);
comment on function sample.break_lowered_meters(integer) is
    'The counter stays right: no rule on counters may speak.';
