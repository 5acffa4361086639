-- Tables and indexes of the application: not the catalog's, the platform's or ours.
create or replace function ops._app_relations(kinds "char"[])
returns table (relid oid, relname text, relkind "char", relowner oid, reltuples real, relpages integer,
    reloptions text[])
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.oid, format('%I.%I', n.nspname, c.relname), c.relkind, c.relowner, c.reltuples, c.relpages, c.reloptions
    from pg_class as c
    join pg_namespace as n
        on n.oid = c.relnamespace
    where c.relkind = any (kinds)
        and c.relpersistence <> 't'
        and n.nspname !~ '^pg_'
        and n.nspname <> all (array[
            'information_schema', 'ops', 'ops_migrations', 'auth', 'storage', 'realtime', '_realtime', 'cron', 'net',
                'vault',
            'graphql', 'graphql_public', 'extensions', 'pgsodium', 'supabase_functions', 'supabase_migrations',
                'pgbouncer'
        ])
$$;
comment on function ops._app_relations("char"[]) is 'One row a relation of those kinds, with its name in full.';
revoke all on function ops._app_relations("char"[]) from public;
