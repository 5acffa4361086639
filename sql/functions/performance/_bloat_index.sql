-- What is needed to rebuild an index in mind.
create or replace function ops._bloat_index(index oid)
returns table (
    on_table oid, fillfactor integer, merges boolean, predicate text, keys text[], equal text[], key_nullable boolean[]
)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with key as (
        select k.place,
            c.expression,
            c.nullable,
            -- the column compared as the index compares it, so that the index is used
            format('(%s%s) operator(%s.%s) s.ops_%s', c.expression,
                case when l.oid is not null then format(' collate %I.%I', ln.nspname, l.collname) end,
                on_.nspname, o.oprname, k.place) as equal
        from pg_index as i
        cross join lateral generate_series(1, i.indnkeyatts) as k (place)
        join ops._bloat_columns(index) as c
            on c.place = k.place
        join pg_opclass as oc
            on oc.oid = i.indclass[k.place - 1]
        left join pg_amop as m
            on m.amopfamily = oc.opcfamily
                and m.amoplefttype = oc.opcintype
                and m.amoprighttype = oc.opcintype
                and m.amopstrategy = 3
        left join pg_operator as o
            on o.oid = m.amopopr
        left join pg_namespace as on_
            on on_.oid = o.oprnamespace
        left join pg_collation as l
            on l.oid = i.indcollation[k.place - 1]
        left join pg_namespace as ln
            on ln.oid = l.collnamespace
        where i.indexrelid = index
    )
    select i.indrelid,
        b.fillfactor,
        b.merges,
        pg_get_expr(i.indpred, i.indrelid),
        (select array_agg(k.expression order by k.place) from key as k),
        (select array_agg(k.equal order by k.place) from key as k),
        (select array_agg(k.nullable order by k.place) from key as k)
    from pg_index as i
    join ops._bloat_btrees(array[index]) as b
        on b.index_oid = i.indexrelid
    where i.indexrelid = index
$$;
comment on function ops._bloat_index(oid) is
    'Table, fillfactor, whether a build merges duplicates, predicate, key expressions over alias t and their '
    'comparison with s.ops_1, s.ops_2, ….';
revoke all on function ops._bloat_index(oid) from public;
