-- The schema of extension amcheck, if it is installed.
create or replace function ops._amcheck_schema()
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select n.nspname::text
    from pg_extension as e
    join pg_namespace as n
        on n.oid = e.extnamespace
    where e.extname = 'amcheck'
$$;
comment on function ops._amcheck_schema() is 'Null where it is not. A test puts a schema of its own in its place.';
revoke all on function ops._amcheck_schema() from public;
