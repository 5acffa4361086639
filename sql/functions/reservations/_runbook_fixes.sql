-- Which lots carry the runbook's own UPDATE: their counter lacks exactly the lines of reservations that
-- were already over when it ran, those that were deleted since included (they were subtracted twice).
create or replace function ops._runbook_fixes(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, metres numeric, gone numeric, written_at timestamptz, certain boolean)
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
        gone as materialized (
            -- a counter below zero was subtracted from by lines that it did not hold any more
            select v.lot, v.piece, v.metres, v.over_at, - p.drift as target
            from ops._vanished_lines(array(select p.id from parent as p where p.reserved_meters < 0)) as v
            join parent as p
                on p.id = v.lot
        ),
        taken as (
            select o.parent as id, o.metres, null::numeric as gone, o.over_at
            from over as o
            join parent as p
                on p.id = o.parent and p.drift = - o.metres
            union all
            select s.owner, sum(g.metres), sum(g.metres), max(g.over_at)
            from (
                select array_agg(g.lot order by g.piece) as owners, array_agg(g.target order by g.piece) as targets,
                    array_agg(g.piece order by g.piece) as pieces, array_agg(g.metres order by g.piece) as metres
                from gone as g
            ) as a
            cross join lateral ops._exact_sums(a.owners, a.targets, a.pieces, a.metres) as s
            join gone as g
                on g.piece = any (s.items)
            group by s.owner, s.items
        )
        select p.id, max(t.metres), max(t.gone), p.updated_at,
            -- second witness: the lot was written after the last of these reservations had ended
            bool_or(p.updated_at > coalesce(t.over_at, '-infinity'))
        from parent as p
        join taken as t
            on t.id = p.id
        group by p.id, p.updated_at;
end
$$;
comment on function ops._runbook_fixes(text, uuid[], numeric[]) is 'Lots whose drift is minus the metres of the reservations that had ended by some moment, certain when the lot was written since.';
revoke all on function ops._runbook_fixes(text, uuid[], numeric[]) from public;
