-- Which sets of lines add up exactly to what an owner lacks or has too much of.
create or replace function ops._exact_sums(owners uuid[], targets numeric[], items uuid[], metres numeric[])
returns table (owner uuid, items uuid[])
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with recursive item as (
        select i.owner, i.target, i.item, i.metres,
            row_number() over (partition by i.owner order by i.item) as place,
            count(*) over (partition by i.owner) as items
        from unnest(owners, targets, items, metres) as i (owner, target, item, metres)
    ),
    sum_of as (
        -- with more than ten lines some set nearly always fits by chance: then only all of them together count
        select w.owner, w.target, w.place, w.metres as total, array[w.item] as items
        from item as w
        where w.items <= 10 and w.metres <= w.target
        union all
        select s.owner, s.target, w.place, s.total + w.metres, s.items || w.item
        from sum_of as s
        join item as w
            on w.owner = s.owner and w.place > s.place and s.total + w.metres <= s.target
    )
    select s.owner, s.items
    from sum_of as s
    where s.total = s.target
    union all
    select w.owner, array_agg(w.item order by w.item)
    from item as w
    where w.items > 10
    group by w.owner, w.target
    having sum(w.metres) = w.target
$$;
comment on function ops._exact_sums(uuid[], numeric[], uuid[], numeric[]) is 'One row a set that fits. The arrays are parallel, one element a pair of owner and line: owner, its target, line, the line''s metres.';
revoke all on function ops._exact_sums(uuid[], numeric[], uuid[], numeric[]) from public;
