-- Whole rows as they are, each column as text.
create or replace function ops._row_images(relation text, keys text[])
returns table (key text, image jsonb)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
as $$
-- names and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_key text := coalesce((select s.key_column from ops.subject as s where s.relation = _row_images.relation), 'id');
    v_type text := ops._type_of(relation, v_key);
begin
    if v_type is null then
        return; -- no such table or key: no rows
    end if;
    return query execute format(
        'select t.%1$I::text, %2$s from %3$s as t where t.%1$I %4$s any($1::%5$s[])',
        v_key, ops._image(relation, 't'), to_regclass(relation)::text, ops._equality(to_regtype(v_type)), v_type
    ) using keys;
end
$$;
comment on function ops._row_images(text, text[]) is 'One row a key that exists: {column: text} of all columns, under the pinned formats.';
revoke all on function ops._row_images(text, text[]) from public;
