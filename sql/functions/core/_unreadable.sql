-- Why a relation outside our own schema cannot be read, if so: asked without an error, whatever is missing.
create or replace function ops._unreadable(relation text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_schema text := (parse_ident(relation))[1];
begin
    return case
        when to_regnamespace(quote_ident(v_schema)) is null then 'is absent'
        when ops._closed_schema(relation) then format('cannot be read by %s', current_user)
        when to_regclass(relation) is null then 'is absent'
        when not has_table_privilege(relation, 'select') then format('cannot be read by %s', current_user)
    end;
end
$$;
comment on function ops._unreadable(text) is
    'is absent, or cannot be read by <role>; null when it can be read. relation is schema.name, quoted where needed.';
revoke all on function ops._unreadable(text) from public;
