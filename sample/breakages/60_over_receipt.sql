-- Receives everything that was expected though part of it was promised: open metres go negative.
create function sample.break_over_receipt(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    broken integer := 0;
begin
    for incoming in
        select i.*
        from sample.spare_incoming(instances * 5) as i
        where i.reserved_meters > 0 and i.catalog_item_id is null
    loop
        exit when broken = instances;
        perform sample.receive(incoming.id, incoming.expected_meters - incoming.received_meters);
        perform sample.record_row(
            'over_receipt', 'oversold_incoming', 'public.incoming_stock', incoming.id,
            'over_receipt'
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('over_receipt', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('over_receipt', 60);
comment on function sample.break_over_receipt(integer) is
    'The counter stays right: no rule on counters may speak.';
