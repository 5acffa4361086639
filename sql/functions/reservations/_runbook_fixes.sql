-- Which lots carry the runbook's own UPDATE: their counter lacks exactly the lines of reservations that
-- were already over when it ran, those that were deleted since included (they were subtracted twice).
create or replace function ops._runbook_fixes(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, metres numeric, gone numeric, written_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if scope <> 'INVENTORY' then
        return; -- the runbook never touches incoming stock
    end if;
    return query
        with parent as materialized (
            select p.id, d.drift, p.updated_at, p.reserved_meters
            from unnest(keys, drifts) as d (id, drift)
            join ops._reservation_parents(_runbook_fixes.scope, keys) as p
                on p.id = d.id
            where d.drift < 0
        ),
        over as materialized (
            select l.parent, l.over_at,
                sum(sum(l.metres)) over (partition by l.parent order by l.over_at nulls first) as metres
            from ops._counter_lines(_runbook_fixes.scope, (select array_agg(p.id) from parent as p)) as l
            where not l.active
            group by l.parent, l.over_at
        ),
        vanished as materialized (
            -- a counter below zero was subtracted from by lines that it did not hold any more
            select v.lot, v.metres, v.over_at
            from ops._vanished_lines(array(select p.id from parent as p where p.reserved_meters < 0)) as v
        )
        select p.id, max(coalesce(o.metres, 0) + coalesce(v.metres, 0)), max(v.metres), p.updated_at
        from parent as p
        left join vanished as v
            on v.lot = p.id
        left join over as o
            on o.parent = p.id and o.metres = - p.drift - coalesce(v.metres, 0)
        where coalesce(o.metres, 0) + coalesce(v.metres, 0) = - p.drift
            -- second witness: the lot was written after the last of these reservations had ended
            and p.updated_at > greatest(o.over_at, v.over_at, '-infinity')
        group by p.id, p.updated_at;
end
$$;
comment on function ops._runbook_fixes(text, uuid[], numeric[]) is 'Lots whose drift is minus the metres of the reservations that had ended by some moment, the lot having been written since.';
revoke all on function ops._runbook_fixes(text, uuid[], numeric[]) from public;
