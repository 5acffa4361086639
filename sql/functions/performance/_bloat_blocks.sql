-- Random blocks of a relation: one from each of as many stretches of equal length.
create or replace function ops._bloat_blocks(pages bigint, wanted bigint)
returns bigint[]
language sql
volatile parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    -- a stride would miss, or hit, what was deleted at the same stride; pure chance would leave stretches out
    select array(
        select case when wanted >= pages then s.place
            else least(floor((s.place + random()) * pages / wanted)::bigint, pages - 1) end
        from generate_series(0, least(wanted, pages) - 1) as s (place)
        order by 1
    )
$$;
comment on function ops._bloat_blocks(bigint, bigint) is 'All blocks when wanted is not below pages.';
revoke all on function ops._bloat_blocks(bigint, bigint) from public;
