-- Which fields differ between two images of a row of the log.
create or replace function ops._audit_changed_fields(was jsonb, became jsonb)
returns text[]
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when jsonb_typeof(was) = 'object' and jsonb_typeof(became) = 'object' then array(
            select k.key
            from (select jsonb_object_keys(was) union select jsonb_object_keys(became)) as k (key)
            where was -> k.key is distinct from became -> k.key
            order by k.key
        )
    end
$$;
comment on function ops._audit_changed_fields(jsonb, jsonb) is 'Names in order; null where one side is no object.';
revoke all on function ops._audit_changed_fields(jsonb, jsonb) from public;
