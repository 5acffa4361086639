-- Which fields a row of the log says were changed: a list of names, or an object with one member a field.
create or replace function ops._audit_named_fields(changed_fields jsonb)
returns text[]
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case jsonb_typeof(changed_fields)
        when 'array' then array(
            select e.name from jsonb_array_elements_text(changed_fields) as e (name) order by e.name)
        when 'object' then array(select o.key from jsonb_object_keys(changed_fields) as o (key) order by o.key)
    end
$$;
comment on function ops._audit_named_fields(jsonb) is 'Names in order; null where the row names none, which is usual.';
revoke all on function ops._audit_named_fields(jsonb) from public;
