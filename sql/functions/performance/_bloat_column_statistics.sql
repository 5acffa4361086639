-- What ANALYZE found out about the columns of tables and the expressions of indexes.
create or replace function ops._bloat_column_statistics(relations oid[])
returns table (relation_oid oid, attname name, width numeric, null_share numeric, distinct_values numeric)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than this runs
set jit = off
as $$
    -- a view like this one takes no condition from a join: asked row by row it is read whole each time
    with gathered as materialized (
        select s.schemaname, s.tablename, s.attname, s.avg_width, s.null_frac, s.n_distinct
        from pg_stats as s
        where s.tablename = any ((select array_agg(c.relname) from pg_class as c where c.oid = any (relations))::name[])
            and not s.inherited
    )
    select c.oid, g.attname, g.avg_width::numeric, g.null_frac::numeric, g.n_distinct::numeric
    from gathered as g
    join pg_namespace as n
        on n.nspname = g.schemaname
    join pg_class as c
        on c.relname = g.tablename and c.relnamespace = n.oid
$$;
comment on function ops._bloat_column_statistics(oid[]) is
    'As pg_stats tells it to us, tables of the same name in other schemas included; distinct_values below 0 is a share of the rows.';
revoke all on function ops._bloat_column_statistics(oid[]) from public;
