-- The runbook's repair, then the closed lines go: the trigger subtracts what was taken already.
create function sample.break_runbook_fix_then_delete(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    lot public.lots;
    broken integer := 0;
begin
    for lot in select * from sample.spare_lots_with_closed_lines(instances, true) loop
        perform sample.fix_by_runbook('runbook_fix_then_delete', lot.id);
        with
        gone as (
            delete from public.reservation_lines as n
            using public.reservations as r
            where r.id = n.reservation_id and n.lot_id = lot.id and r.status <> 'active'
            returning n.id
        )

        -- A line recorded as stale is no longer there to be found.
        delete from sample.breakage as b
        using gone as g
        where b.key = g.id::text;
        update sample.breakage
        set left_at = sample.counter('public.lots', lot.id)
        where id = (select max(b.id) from sample.breakage as b where b.key = lot.id::text);
        broken := broken + 1;
    end loop;
    return sample.report_shortage('runbook_fix_then_delete', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('runbook_fix_then_delete', 30);
