-- Which drifted parents are explained by a line that was moved from one to another.
-- The app's update trigger ignores a move: the old parent keeps the metres, the new one never
-- gets them. Two witnesses: the drifts are equal and opposite, and the line on the new parent
-- still carries the label of the old one.
create or replace function ops._moved_lines(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, partners uuid[], lines uuid[], certain boolean)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with parent as (
            select p.id, p.quality, p.color, d.drift
            from unnest(keys, drifts) as d (id, drift)
            join ops._reservation_parents(_moved_lines.scope, keys) as p
                on p.id = d.id
        ),
        -- lines on a parent that has too little, labelled like a parent that has too much
        stray as (
            select q.id, l.quality, l.color, sum(l.reserved_meters) as metres, array_agg(l.id order by l.id) as lines
            from parent as q
            join public.reservation_lines as l
                on (l.lot_id = q.id and _moved_lines.scope = 'INVENTORY')
                or (l.incoming_stock_id = q.id and _moved_lines.scope = 'INCOMING')
            where q.drift < 0
                and (l.quality, l.color) is distinct from (q.quality, q.color)
                and exists (
                    select from parent as p
                    where p.drift > 0 and p.quality = l.quality and p.color = l.color
                )
            group by q.id, l.quality, l.color
        ),
        taker as (
            select q.id
            from parent as q
            join stray as s
                on s.id = q.id
            group by q.id, q.drift
            having sum(s.metres) = - q.drift
        ),
        label as (
            select s.quality, s.color,
                sum(s.metres) = (
                    select sum(p.drift) from parent as p
                    where p.drift > 0 and p.quality = s.quality and p.color = s.color
                ) as balanced
            from stray as s
            join taker as t
                on t.id = s.id
            group by s.quality, s.color
        ),
        pair as (
            select s.id as taker, p.id as giver, s.lines, b.balanced,
                count(*) over (partition by s.id, s.quality, s.color) as givers,
                count(*) over (partition by p.id) as takers
            from stray as s
            join taker as t
                on t.id = s.id
            join label as b
                on b.quality = s.quality and b.color = s.color
            join parent as p
                on p.drift > 0 and p.quality = s.quality and p.color = s.color
                and (b.balanced or p.drift = s.metres)
        ),
        side as (
            select p.taker as id, p.giver as other, p.lines, p.balanced or (p.givers = 1 and p.takers = 1) as certain
            from pair as p
            union all
            select p.giver, p.taker, p.lines, p.balanced or (p.givers = 1 and p.takers = 1)
            from pair as p
        )
        select s.id, array_agg(distinct s.other), array_agg(distinct u.line), bool_and(s.certain)
        from side as s
        cross join lateral unnest(s.lines) as u (line)
        group by s.id;
end
$$;
comment on function ops._moved_lines(text, uuid[], numeric[]) is 'One row a parent whose drift a moved line explains exactly; not certain when several givers fit.';
revoke all on function ops._moved_lines(text, uuid[], numeric[]) from public;
