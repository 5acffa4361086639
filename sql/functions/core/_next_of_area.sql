-- The call to make after a check of an area: its repair, or the page of the worst rule where no repair would touch what was found.
create or replace function ops._next_of_area(area text, rows ops.violation[])
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select ops._next_call(_next_of_area.area, case when not coalesce(bool_or(r.repair_class <> 'report'), true)
        then (array_agg(v.rule order by v.severity, v.size desc nulls last, v.rule))[1] end)
    from unnest(_next_of_area.rows) as v
    join ops.rule as r
        on r.name = v.rule
    where v.status in ('violation', 'more')
$$;
comment on function ops._next_of_area(text, ops.violation[]) is 'ops._next_call of the area, or of its worst rule where all that speak are only reported.';
revoke all on function ops._next_of_area(text, ops.violation[]) from public;
