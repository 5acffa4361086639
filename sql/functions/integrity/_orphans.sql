-- Rows whose foreign key names a row that does not exist: one a row and key.
create or replace function ops._orphans(rows text[] default null, only_unchecked boolean default false)
returns table (
    "row" text, child text, key_value text, "constraint" text, child_columns text[], parent text, named jsonb
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
as $$
-- names and operators come from the system catalog, values are parameters
-- @plpgsql_check_options: security_warnings = off
declare
    v_key record;
begin
    for v_key in
        select k.*
        from ops._foreign_keys() as k
        where not (only_unchecked and k.is_validated and k.is_enforced and k.is_watched)
            and (rows is null or exists (select from unnest(rows) as r where starts_with(r, k.child || ':')))
        order by k.child, k.name
    loop
        return query execute ops._orphan_query(v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns,
            v_key.operators, v_key.is_full, v_key.child_key, rows is not null and v_key.child_key is not null)
        using v_key.child, v_key.name, v_key.child_columns, v_key.parent, array(
            select substr(r, length(v_key.child) + 2) from unnest(rows) as r where starts_with(r, v_key.child || ':')
        );
    end loop;
end
$$;
comment on function ops._orphans(text[], boolean) is 'row is schema.table:key, so that rows of all tables are told apart; rows null looks at all, only_unchecked under the keys that the database itself does not watch. Nulls as the key''s MATCH says.';
revoke all on function ops._orphans(text[], boolean) from public;
