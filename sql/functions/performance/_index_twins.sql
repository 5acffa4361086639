-- Indexes that index exactly the same as another one of their table.
create or replace function ops._index_twins()
returns table (index oid, keeper oid, relid oid, constraint_name text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    -- most tables have no two indexes on the same columns, and the rest is dear
    with shared as materialized (
        select i.indrelid, i.indkey::text as columns
        from pg_index as i
        where i.indisvalid
        group by i.indrelid, i.indkey::text
        having count(*) > 1
    ),
    candidate as materialized (
        select i.indexrelid, i.indrelid, i.indisunique, i.indisprimary, i.indisreplident, k.conname,
            concat_ws('|', i.indrelid, c.relam, i.indkey, i.indclass, i.indcollation, i.indoption, i.indnkeyatts,
                -- node trees of the same expression differ in where it was written
                coalesce(pg_get_expr(i.indexprs, i.indrelid), '-'),
                    coalesce(pg_get_expr(i.indpred, i.indrelid), '-')) as same,
            exists (select from pg_constraint as f where f.contype = 'f' and f.conindid = i.indexrelid) as is_referenced
        from shared as s
        join pg_index as i
            on i.indrelid = s.indrelid and i.indkey::text = s.columns
        join ops._app_relations('{i}') as c0
            on c0.relid = i.indexrelid
        join pg_class as c
            on c.oid = i.indexrelid
        left join pg_constraint as k
            on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
        where i.indisvalid
    ),
    ranked as (
        select c.*,
            first_value(c.indexrelid) over w as keeper,
            first_value(c.indisunique) over w as keeper_is_unique
        from candidate as c
        window w as (
            partition by c.same
            order by c.indisprimary desc, c.is_referenced desc, c.conname is not null desc, c.indisunique desc,
                c.indexrelid
        )
    )
    select r.indexrelid, r.keeper, r.indrelid, r.conname::text
    from ranked as r
    where r.indexrelid <> r.keeper
        and (r.keeper_is_unique or not r.indisunique)
        and not r.is_referenced
        and not r.indisreplident
$$;
comment on function ops._index_twins() is
    'One row a superfluous index: the other one does all that it does, its uniqueness included.';
revoke all on function ops._index_twins() from public;
