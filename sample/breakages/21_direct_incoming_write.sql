-- Somebody writes the counter of goods on their way by hand.
create function sample.break_direct_incoming_write(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    incoming public.incoming_stock;
    broken integer := 0;
begin
    for incoming in select * from sample.spare_incoming(instances) loop
        perform sample.write_counter(
            'direct_incoming_write', 'public.incoming_stock', incoming.id
        );
        broken := broken + 1;
    end loop;
    return sample.report_shortage('direct_incoming_write', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('direct_incoming_write', 140);
