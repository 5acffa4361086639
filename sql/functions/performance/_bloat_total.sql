-- A total over all pages from the values of some, one of each stretch, in order.
create or replace function ops._bloat_total("values" numeric[], pages bigint)
returns table (total numeric, error numeric)
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- neighbours differ by chance only, so their differences tell the error of the whole
    select avg(v.value) * pages,
        case
            when count(*) >= pages then 0
            when count(*) < 3 then null
            else pages * sqrt((1 - count(*)::numeric / pages) * sum((v.value - v.before) ^ 2) / (2 * (count(*) - 1) * count(*)))
        end
    from (
        select x.value, lag(x.value) over (order by x.place) as before
        from unnest("values") with ordinality as x (value, place)
    ) as v
$$;
comment on function ops._bloat_total(numeric[], bigint) is
    'Total and its standard error; 0 when all pages were read, null below three of them.';
revoke all on function ops._bloat_total(numeric[], bigint) from public;
