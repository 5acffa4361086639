-- Which lots carry the runbook's own UPDATE: their counter lacks exactly the lines of
-- reservations that were already over when it ran.
create or replace function ops._runbook_fixes(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, metres numeric)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if scope <> 'INVENTORY' then
        return; -- the runbook never touches incoming stock
    end if;
    return query
        with over as (
            select l.parent, l.over_at,
                sum(sum(l.metres)) over (partition by l.parent order by l.over_at nulls first) as metres
            from ops._counter_lines(_runbook_fixes.scope, keys) as l
            where not l.active
            group by l.parent, l.over_at
        )
        select d.id, max(o.metres)
        from unnest(keys, drifts) as d (id, drift)
        join over as o
            on o.parent = d.id and o.metres = - d.drift
        -- second witness: the lot was written after the last of these reservations had ended
        join ops._reservation_parents(_runbook_fixes.scope, keys) as p
            on p.id = d.id and p.updated_at > coalesce(o.over_at, '-infinity')
        where d.drift < 0
        group by d.id;
end
$$;
comment on function ops._runbook_fixes(text, uuid[], numeric[]) is 'Lots whose drift is minus the metres of the reservations that had ended by some moment, the lot having been written since.';
revoke all on function ops._runbook_fixes(text, uuid[], numeric[]) from public;
