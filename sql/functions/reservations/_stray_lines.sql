-- Lines under drifted parents that carry another parent's label: a line that was moved keeps its old one.
create or replace function ops._stray_lines(scope text, keys uuid[])
returns table (line uuid, parent uuid, quality text, color text, metres numeric)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select l.line, l.parent, l.quality, l.color, l.metres
    from ops._counter_lines(scope, keys) as l
    join ops._reservation_parents(scope, keys) as p
        on p.id = l.parent
    where (l.quality, l.color) is distinct from (p.quality, p.color)
$$;
comment on function ops._stray_lines(text, uuid[]) is 'One row a line on the given parents whose quality or colour is not the parent''s.';
revoke all on function ops._stray_lines(text, uuid[]) from public;
