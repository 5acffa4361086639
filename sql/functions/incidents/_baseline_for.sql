-- Keeps how the area's numbers stood when an incident opened.
create or replace function ops._baseline_for(incident bigint, area text, beside bigint[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows integer;
begin
    if to_regprocedure(format('ops._measures_%s()', area)) is null then
        return;
    end if;
    -- one look may open several incidents: the numbers of an area can take a minute, and stand as they did for the first
    insert into ops.baseline (area, measure, value, unit, taken_at, incident, reason)
    select b.area, b.measure, b.value, b.unit, b.taken_at, _baseline_for.incident, format('incident %s opened', _baseline_for.incident)
    from ops.baseline as b
    where b.taken_at = ops.now()
        and b.incident = (select min(w.incident) from ops.baseline as w where w.incident = any (beside) and w.taken_at = ops.now());
    get diagnostics v_rows = row_count;
    if v_rows = 0 then
        -- an incident must open also where its numbers cannot be read: that is often what it is about
        begin
            select count(*) into v_rows from ops.take_baseline(area, format('incident %s opened', incident), incident);
        exception
            when others then
                perform ops._note_event(incident, 'baseline', format('the measures could not be read: %s %s', sqlstate, sqlerrm));
                return;
        end;
    end if;
    perform ops._note_event(incident, 'baseline', format('%s measures kept', v_rows));
end
$$;
comment on function ops._baseline_for(bigint, text, bigint[]) is 'Calls ops.take_baseline where the area has something to measure and none of the incidents beside it, which are of the same area, was measured at this moment; writes down when that failed.';
revoke all on function ops._baseline_for(bigint, text, bigint[]) from public;
