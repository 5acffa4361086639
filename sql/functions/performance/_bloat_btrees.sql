-- How a build fills the leaf pages of btrees, and whether it merges equal entries into lists.
create or replace function ops._bloat_btrees(indexes oid[])
returns table (index_oid oid, fillfactor integer, merges boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than this runs
set jit = off
as $$
    select i.indexrelid,
        coalesce(o.fillfactor, 90),
        -- unique entries are not merged, nor are those that may differ though they are equal
        not i.indisunique
            and i.indnatts = i.indnkeyatts
            and coalesce(o.deduplicate, true)
            and k.comparable
    from pg_index as i
    join pg_class as c
        on c.oid = i.indexrelid
    cross join lateral (
        select max(f.option_value::integer) filter (where f.option_name = 'fillfactor') as fillfactor,
            bool_and(f.option_value::boolean) filter (where f.option_name = 'deduplicate_items') as deduplicate
        from pg_options_to_table(c.reloptions) as f
    ) as o
    cross join lateral (
        select bool_and(coalesce(l.collisdeterministic, true) and p.oid is not null) as comparable
        from unnest(i.indclass::oid[], i.indcollation::oid[]) with ordinality as e (opclass, collation_oid, place)
        join pg_opclass as oc
            on oc.oid = e.opclass
        left join pg_collation as l
            on l.oid = e.collation_oid
        left join pg_amproc as p
            on p.amprocfamily = oc.opcfamily
                and p.amproclefttype = oc.opcintype
                and p.amprocrighttype = oc.opcintype
                and p.amprocnum = 4
        where e.place <= i.indnkeyatts
    ) as k
    where i.indexrelid = any (indexes)
$$;
comment on function ops._bloat_btrees(oid[]) is 'One row an index; merges is false where equal entries stay apart.';
revoke all on function ops._bloat_btrees(oid[]) from public;
