-- The old runbook's own repair: counters become the active lines, though others hold stock too.
create function sample.break_runbook_fix(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots_with_closed_lines(instances, false) loop
        perform sample.fix_by_runbook('runbook_fix', lot.id);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('runbook_fix', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('runbook_fix', 40);

-- What the fix takes away is what the counter lost: the lines themselves it leaves alone.
create function sample.fix_by_runbook(mechanism text, lot_id uuid)
returns void
language plpgsql
volatile
as $$
declare
    before numeric;
begin
    -- Locked first: the record must be exact even while the application works.
    select l.reserved_meters
    into before
    from public.lots as l
    where l.id = fix_by_runbook.lot_id
    for no key update;
    update public.lots as l
    set reserved_meters = (
        select coalesce(sum(n.reserved_meters), 0)
        from public.reservation_lines as n
        join public.reservations as r
            on r.id = n.reservation_id
        where n.lot_id = l.id and r.status = 'active'
    )
    where l.id = fix_by_runbook.lot_id;
    perform sample.record_drift(
        mechanism, 'public.lots', lot_id, sample.counter('public.lots', lot_id) - before,
        'runbook_fix'
    );
end
$$;

-- mostly_closed: only lots of which closed reservations hold more than active ones.
create function sample.spare_lots_with_closed_lines(wanted bigint, mostly_closed boolean)
returns setof public.lots
language sql
stable
as $$
    select l.*
    from public.lots as l
    join (
        select
            n.lot_id,
            coalesce(sum(n.reserved_meters) filter (where r.status = 'active'), 0) as active,
            coalesce(sum(n.reserved_meters) filter (where r.status <> 'active'), 0) as closed
        from public.reservation_lines as n
        join public.reservations as r
            on r.id = n.reservation_id
        where n.scope = 'INVENTORY'
        group by n.lot_id
    ) as h
        on h.lot_id = l.id
    where h.closed > case when mostly_closed then h.active else 0 end
        and not exists (select from sample.touched as t where t.key = l.id)
    order by hashtextextended(l.id::text, 2)
    limit wanted
$$;
