-- Somebody writes the counter of a lot by hand.
create function sample.break_direct_write(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots(instances) loop
        perform sample.write_counter('direct_write', 'public.lots', lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('direct_write', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('direct_write', 150);

-- Up or, where enough is reserved to stay above zero, down for half of the rows.
create function sample.write_counter(
    mechanism text,
    subject text,
    target uuid,
    change numeric default null
)
returns void
language plpgsql
volatile
as $$
declare
    metres numeric := coalesce(
        change,
        round((1 + 60 * sample.draw(sample.salt(mechanism), hashtext(target::text)))::numeric, 2)
    );
begin
    if change is null
        and hashtext(target::text) % 2 = 0
        and sample.counter(subject, target) > metres
    then
        metres := -metres;
    end if;
    if subject = 'public.lots' then
        update public.lots set reserved_meters = reserved_meters + metres where id = target;
    else
        update public.incoming_stock
        set reserved_meters = reserved_meters + metres
        where id = target;
    end if;
    perform sample.record_drift(mechanism, subject, target, metres, 'direct_write');
end
$$;
