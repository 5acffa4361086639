-- A hand-written counter below zero, which no constraint refuses: lots and goods on their way.
create function sample.break_negative_write(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    target record;
    broken integer := 0;
begin
    for target in
        select 'public.lots' as subject, l.id, l.reserved_meters
        from sample.spare_lots(instances - instances / 4) as l
        union all
        select 'public.incoming_stock', i.id, i.reserved_meters
        from sample.spare_incoming(instances / 4) as i
    loop
        perform sample.write_counter(
            'negative_write', target.subject, target.id,
            -target.reserved_meters - 5 - broken % 30
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('negative_write', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('negative_write', 130);
