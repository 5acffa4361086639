-- Which drifted parents are explained by lines that were moved from one to another.
-- The app's update trigger ignores a move: the old parent keeps the metres, the new one never gets them.
-- Arithmetic: the new parent lacks exactly some of the lines on it, the old one has exactly their sum too
-- much. Witness: those lines carry the old parent's label.
create or replace function ops._moved_lines(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, partners uuid[], lines uuid[], certain boolean, complete boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with parent as materialized (
        select p.id, p.quality, p.color, d.drift
        from unnest(keys, drifts) as d (id, drift)
        join ops._reservation_parents(scope, keys) as p
            on p.id = d.id
    ),
    stray as materialized (
        select s.* from ops._stray_lines(scope, keys) as s
    ),
    -- sets of stray lines that a parent lacks exactly
    taken as materialized (
        select s.owner, s.items, count(*) over (partition by s.owner) as ways
        from (
            select array_agg(q.id order by s.line) as owners, array_agg(- q.drift order by s.line) as targets,
                array_agg(s.line order by s.line) as items, array_agg(s.metres order by s.line) as metres
            from stray as s
            join parent as q
                on q.id = s.parent and q.drift < 0
        ) as a
        cross join lateral ops._exact_sums(a.owners, a.targets, a.items, a.metres) as s
    ),
    moved as materialized (
        select distinct s.*
        from taken as t
        join stray as s
            on s.line = any (t.items)
        where t.ways = 1
    ),
    -- sets of those that a parent of their label has too much
    given as materialized (
        select s.owner, s.items, count(*) over (partition by s.owner) as ways
        from (
            select array_agg(p.id order by p.id, m.line) as owners, array_agg(p.drift order by p.id, m.line) as targets,
                array_agg(m.line order by p.id, m.line) as items, array_agg(m.metres order by p.id, m.line) as metres
            from moved as m
            join parent as p
                on p.drift > 0 and p.quality = m.quality and p.color = m.color
        ) as a
        cross join lateral ops._exact_sums(a.owners, a.targets, a.items, a.metres) as s
    ),
    giver as materialized (
        select g.owner as id, array_agg(distinct i.line) as lines,
            bool_and(g.ways = 1) and not exists (
                select from given as o where o.owner <> g.owner and o.items && array_agg(distinct i.line)
            ) as certain
        from given as g
        cross join lateral unnest(g.items) as i (line)
        group by g.owner
    )
    select g.id, array_agg(distinct m.parent), g.lines, g.certain, true
    from giver as g
    join moved as m
        on m.line = any (g.lines)
    group by g.id, g.lines, g.certain
    union all
    -- the new parent: where the old one has more too much than the line, something else was done to that one
    select t.owner, coalesce(array_agg(distinct p.id), '{}'), t.items, t.ways = 1,
        bool_and(exists (select from giver as g where g.certain and s.line = any (g.lines)))
    from taken as t
    join stray as s
        on s.line = any (t.items)
    join parent as p
        on p.drift > 0 and p.quality = s.quality and p.color = s.color
    group by t.owner, t.items, t.ways
    having count(distinct s.line) = cardinality(t.items)
$$;
comment on function ops._moved_lines(text, uuid[], numeric[]) is 'One row a parent whose drift moved lines explain exactly: where to or from, which lines. Not certain when more than one set of lines fits; not complete when the other side carries more than the move.';
revoke all on function ops._moved_lines(text, uuid[], numeric[]) from public;
