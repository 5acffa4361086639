-- The columns of one image that differ in another.
create or replace function ops._image_difference(image jsonb, other jsonb)
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_object_agg(e.key, e.value), '{}')
    from jsonb_each(image) as e
    where e.value is distinct from other -> e.key
$$;
comment on function ops._image_difference(jsonb, jsonb) is 'Part of the first image whose values are not in the second.';
revoke all on function ops._image_difference(jsonb, jsonb) from public;
