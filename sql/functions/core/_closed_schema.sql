-- Whether a relation lies in a schema that may not be used: to_regclass raises there.
-- plpgsql, which keeps the plan: asked for each relation that a rule reads.
create or replace function ops._closed_schema(relation text)
returns boolean
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return exists (
        select
        from pg_namespace as n
        where n.nspname = (parse_ident(relation))[1] and not has_schema_privilege(n.oid, 'usage')
    );
end
$$;
comment on function ops._closed_schema(text) is 'relation is schema.name, quoted where needed. False where there is no such schema.';
revoke all on function ops._closed_schema(text) from public;
