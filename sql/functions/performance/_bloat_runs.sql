-- Sixteen runs of 32 neighbouring blocks, each somewhere in its sixteenth of the relation.
create or replace function ops._bloat_runs(pages bigint)
returns bigint[]
language sql
volatile parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select array(
        select r.start + b.place
        from (
            select s.place, floor(s.place * pages / 16.0 + random() * greatest(pages / 16.0 - 32, 0))::bigint as start
            from generate_series(0, 15) as s (place)
        ) as r
        cross join generate_series(0, 31) as b (place)
        order by r.place, b.place
    )
$$;
comment on function ops._bloat_runs(bigint) is 'For relations of at least 512 pages.';
revoke all on function ops._bloat_runs(bigint) from public;
