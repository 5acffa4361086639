-- The relation that a person names, null where there is none: to_regclass before 16 raises for what is no name at all.
create or replace function ops._relation(name text)
returns regclass
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return to_regclass(name);
exception
    -- not a name, more parts than a name has, or the name of another database
    when invalid_name or syntax_error or feature_not_supported then
        return null;
end
$$;
comment on function ops._relation(text) is 'For names that come from a caller; our own are given to to_regclass.';
revoke all on function ops._relation(text) from public;
