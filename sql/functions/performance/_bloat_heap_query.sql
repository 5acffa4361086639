-- SQL that gives the rows of blocks, block by block and in order.
create or replace function ops._bloat_heap_query(relation oid)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format(
        'select b.place, x.length from unnest($1) with ordinality as b (block, place) cross join lateral (%s) as x',
        ops._bloat_tuple_query(relation,
            't.ctid >= format(''(%s,0)'', b.block)::tid and t.ctid < format(''(%s,0)'', b.block + 1)::tid')
    )
$$;
comment on function ops._bloat_heap_query(oid) is 'Query text with blocks as $1; columns place and length.';
revoke all on function ops._bloat_heap_query(oid) from public;
