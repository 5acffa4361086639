-- The log stood still for a day: an order was made on it, and no row of that day is there.
create function sample.break_silent_day(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    days date[];
    moved uuid[];
begin
    -- Days on which nothing arrived: of others the rows would have to go, by the thousand in a large stock.
    days := array(
        select d.day::date
        from sample.generation as g
        cross join lateral generate_series(
            (select min(a.created_at)::date + 2 from public.audit_logs as a), g.today::date - 70, '1 day'
        ) as d (day)
        where extract(isodow from d.day) < 6
            and not exists (
                select
                from public.audit_logs as a
                where a.created_at >= d.day::timestamp at time zone 'Europe/Istanbul'
                    and a.created_at < (d.day::timestamp + interval '1 day') at time zone 'Europe/Istanbul'
            )
        order by d.day desc
        limit instances
    );
    moved := array(
        select o.id from sample.spare_logged_orders(cardinality(days), true) as o
    );
    for n in 1..cardinality(moved) loop
        -- The order of that day: one that was there is dated back, with all that it has.
        update public.orders set created_at = days[n] + interval '10 hours' where id = moved[n];
        insert into sample.breakage (mechanism, rule, subject, key)
        values (
            'silent_day', 'audit_silent_days', 'public.audit_logs',
            jsonb_build_object('day', days[n]::text)::text
        );
        perform sample.touch(moved[n]);
    end loop;
    return sample.report_shortage('silent_day', instances, cardinality(moved));
end
$$;
insert into sample.mechanism (name, turn) values ('silent_day', 1400);
