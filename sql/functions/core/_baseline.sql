-- The number that a resolution check compares with: the newest one kept.
create or replace function ops._baseline(area text, measure text)
returns ops.baseline
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select b.*
    from ops.baseline as b
    where b.area = _baseline.area and b.measure = _baseline.measure
    order by b.id desc
    limit 1
$$;
comment on function ops._baseline(text, text) is 'Newest baseline of that measure; null when none was taken.';
revoke all on function ops._baseline(text, text) from public;
