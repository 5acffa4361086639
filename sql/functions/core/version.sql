-- Which release of lotastro-ops is installed in this database.
create or replace function ops.version()
returns text
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select v.package_version
    from ops.object_version as v
    order by v.applied_at desc, v.path
    limit 1
$$;
comment on function ops.version() is 'Release of the package that installed the functions, like 0.1.0.';
revoke all on function ops.version() from public;
grant execute on function ops.version() to ops_reader;
