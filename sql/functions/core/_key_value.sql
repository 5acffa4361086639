-- The value of a key object: rows are told apart by one column.
-- Inlinable: called once per row, so it pins no path and names everything in full.
create or replace function ops._key_value(key jsonb)
returns text
language sql
immutable parallel safe
as $$
    select pg_catalog.jsonb_path_query_first(key, '$.*') operator(pg_catalog.#>>) '{}'
$$;
comment on function ops._key_value(jsonb) is 'Value of the single member of a key like {"id": "…"}; null for null.';
revoke all on function ops._key_value(jsonb) from public;
