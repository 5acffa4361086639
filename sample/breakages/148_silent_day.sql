-- The log stood still for a day. Only days whose rows nothing else rests on: lots and goods on
-- their way have other origins too.
create function sample.break_silent_day(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    days date[];
    moved uuid[];
    entries uuid[];
begin
    days := array(
        select d.day
        from (
            select (a.created_at at time zone 'Europe/Istanbul')::date as day,
                bool_and(
                    a.entity_type in ('lot', 'incoming_stock') and a.notes is null
                    and a.action <> 'DELETE' and a.is_reversed = false
                    and (l.id is not null or i.id is not null)
                    and t.key is null and u.key is null and w.entity_id is null
                ) as is_plain
            from public.audit_logs as a
            left join public.lots as l
                on l.id = a.entity_id
            left join public.incoming_stock as i
                on i.id = a.entity_id
            left join sample.touched as t
                on t.key = a.id
            left join sample.touched as u
                on u.key = a.entity_id
            left join (select distinct e.entity_id from public.audit_logs as e where e.action = 'DELETE') as w
                on w.entity_id = a.entity_id
            group by 1
        ) as d
        cross join sample.generation as g
        where d.is_plain
            and d.day between (select min(a.created_at)::date + 2 from public.audit_logs as a)
                and g.today::date - 70
            and extract(isodow from d.day) < 6
        order by d.day desc
        limit instances
    );
    moved := array(
        select o.id from sample.spare_logged_orders(cardinality(days), true) as o
    );
    -- what was made on that day has lost its creation as well, unless it is of the kind that nothing logs
    insert into sample.breakage (mechanism, rule, subject, key)
    select 'silent_day', 'audit_missing_create',
        case a.entity_type when 'lot' then 'public.lots' else 'public.incoming_stock' end, a.entity_id::text
    from public.audit_logs as a
    where (a.created_at at time zone 'Europe/Istanbul')::date = any (days[:cardinality(moved)])
        and a.action = 'CREATE'
        and case a.entity_type
            when 'lot' then exists (select from public.goods_in_rows as g where g.lot_id = a.entity_id)
            else not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = a.entity_id)
        end;
    entries := array(
        select a.id
        from public.audit_logs as a
        where (a.created_at at time zone 'Europe/Istanbul')::date = any (days[:cardinality(moved)])
    );
    perform sample.unlog(entries);
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
