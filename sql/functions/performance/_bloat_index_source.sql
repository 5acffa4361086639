-- SQL that reads sampled entries of an index from its table: by blocks, or through the index itself.
create or replace function ops._bloat_index_source(index oid, by_blocks boolean, share numeric)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_index record;
    v_where text;
begin
    select i.* into v_index from ops._bloat_index(index) as i;
    v_where := concat_ws(' and ',
        case when by_blocks then 't.ctid >= format(''(%s,0)'', b.block)::tid and t.ctid < format(''(%s,0)'', b.block + 1)::tid' end,
        '(' || v_index.predicate || ')',
        -- the same rows each time it is asked
        case when share < 1 then format('(hashtid(t.ctid) & 65535) < %s', ceil(share * 65536)) end
    );
    v_where := ops._bloat_tuple_query(index, coalesce(nullif(v_where, ''), 'true'), v_index.keys);
    return case
        when by_blocks then format(
            'select b.place, x.* from unnest($1) with ordinality as b (block, place) cross join lateral (%s) as x', v_where)
        else format('select 1::bigint as place, x.* from (%s) as x where $1 is not null', v_where)
    end;
end
$$;
comment on function ops._bloat_index_source(oid, boolean, numeric) is
    'Query text with blocks as $1; columns place, length, ops_1, ….';
revoke all on function ops._bloat_index_source(oid, boolean, numeric) from public;
