-- Reservations, lots and deliveries that nothing was done to, in an order that only the seed decides.
create function sample.spare_things(kind text)
returns table (id uuid, entity_type public.audit_entity_type)
language sql
stable
as $$
    select k.id, k.entity_type::public.audit_entity_type
    from (
        select r.id, 'lot' as entity_type
        from public.reservations as r
        where kind = 'public.reservations' and r.crm_deal_id is null
        union all
        select distinct g.lot_id, 'lot'
        from public.goods_in_rows as g
        where kind = 'public.lots'
        union all
        select i.id, 'incoming_stock'
        from public.incoming_stock as i
        where kind = 'public.incoming_stock'
            and not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = i.id)
    ) as k
    where not exists (select from sample.touched as t where t.key = k.id)
    order by hashtextextended(k.id::text, 9)
$$;

-- Made as it says in the log, neither in its first two days nor alone on its day.
create function sample.is_logged_amid_others(kind public.audit_entity_type, thing uuid)
returns boolean
language sql
stable
as $$
    select exists (
        select
        from public.audit_logs as a
        where a.entity_type = kind and a.entity_id = thing and a.action = 'CREATE'
            and a.created_at > (select min(w.created_at) + interval '2 days' from public.audit_logs as w)
            and sample.is_one_of_many(a.created_at)
    )
$$;

-- A reservation, a lot or a delivery of a screen that went offline between its two calls.
create function sample.break_unlogged_thing(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    kind text;
    thing record;
    entries uuid[] := '{}';
    wanted integer;
    broken integer := 0;
begin
    foreach kind in array '{public.incoming_stock,public.lots,public.reservations}'::text[] loop
        -- a third of them each; what one has too few of is left to the next
        wanted := broken + (instances - broken) / case kind
            when 'public.incoming_stock' then 3 when 'public.lots' then 2 else 1
        end;
        for thing in select s.* from sample.spare_things(kind) as s loop
            exit when broken >= wanted;
            continue when not sample.is_logged_amid_others(thing.entity_type, thing.id);
            entries := entries || sample.entries_of(thing.entity_type, thing.id, 'CREATE');
            perform sample.record_row('unlogged_thing', 'audit_missing_create', kind, thing.id);
            broken := broken + 1;
        end loop;
    end loop;
    perform sample.unlog(entries);
    return sample.report_shortage('unlogged_thing', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('unlogged_thing', 1452);
