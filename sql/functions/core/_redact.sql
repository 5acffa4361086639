-- An image without what it says about persons.
create or replace function ops._redact(image jsonb, columns text[])
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when image is null then null else (
        select jsonb_object_agg(e.key, case when e.key = any (columns) and e.value <> 'null' then to_jsonb('(removed)'::text) else e.value end)
        from jsonb_each(image) as e
    ) end
$$;
comment on function ops._redact(jsonb, text[]) is 'The image with (removed) in place of each value of columns that was not null.';
revoke all on function ops._redact(jsonb, text[]) from public;
