-- Tables of the application by their size on disk, the largest first.
create or replace view ops.table_size as
select
    n.nspname || '.' || c.relname as relation,
    pg_catalog.pg_size_pretty(pg_catalog.pg_total_relation_size(c.oid)) as total,
    pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid)) as data,
    pg_catalog.pg_size_pretty(pg_catalog.pg_indexes_size(c.oid)) as indexes,
    case when c.reltuples >= 0 then c.reltuples::bigint end as estimated_rows,
    pg_catalog.pg_total_relation_size(c.oid) as total_bytes
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n
    on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'ops', 'ops_migrations')
order by pg_catalog.pg_total_relation_size(c.oid) desc, 1;
comment on view ops.table_size is 'One row a table: all of it, heap with TOAST, indexes; rows as ANALYZE last estimated them, null when it never did.';
revoke all on ops.table_size from public;
grant select on ops.table_size to ops_reader;
