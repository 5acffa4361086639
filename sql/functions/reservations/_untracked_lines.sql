-- Which drifts are lines that were written while the counter's trigger was off, as loads do.
create or replace function ops._untracked_lines(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, lines uuid[], metres numeric)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select d.id, array_agg(l.line order by l.line), sum(l.metres)
    from unnest(keys, drifts) as d (id, drift)
    join ops._reservation_parents(scope, keys) as p
        on p.id = d.id
    join ops._counter_lines(scope, keys) as l
        on l.parent = p.id
        -- witness: the trigger would have written the parent when the line came
        and l.created_at > p.updated_at and l.writer <> p.writer
        -- a line with another label was moved here
        and l.quality = p.quality and l.color = p.color
    where d.drift < 0
        and not exists (
            -- once each: a number and its negative have the same hash, and thousands of equal ones would meet one by one
            select from (select distinct u.drift from unnest(drifts) as u (drift)) as other where other.drift = - d.drift
        )
    group by d.id, d.drift
    having sum(l.metres) = - d.drift
$$;
comment on function ops._untracked_lines(text, uuid[], numeric[]) is 'Parents that lack exactly the lines that are newer than their own last write.';
revoke all on function ops._untracked_lines(text, uuid[], numeric[]) from public;
