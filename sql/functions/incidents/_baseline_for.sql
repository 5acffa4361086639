-- Keeps how the area's numbers stood when an incident opened.
create or replace function ops._baseline_for(incident bigint, area text)
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
    -- an incident must open also where its numbers cannot be read: that is often what it is about
    begin
        select count(*) into v_rows from ops.take_baseline(area, format('incident %s opened', incident), incident);
        perform ops._note_event(incident, 'baseline', format('%s measures kept', v_rows));
    exception
        when others then
            perform ops._note_event(incident, 'baseline',
                format('the measures could not be read: %s %s', sqlstate, sqlerrm));
    end;
end
$$;
comment on function ops._baseline_for(bigint, text) is 'Calls ops.take_baseline where the area has something to measure, and writes down when that failed.';
revoke all on function ops._baseline_for(bigint, text) from public;
