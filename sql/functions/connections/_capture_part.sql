-- Keeps one part of a capture; one that cannot be read hides no other.
create or replace function ops._capture_part(capture bigint, part text, query text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
-- the queries are the literals of ops._capture_parts, and nobody but the owner can call this
-- @plpgsql_check_options: security_warnings = off
declare
    v_body jsonb;
begin
    execute format('select coalesce(jsonb_agg(to_jsonb(q)), ''[]'') from (%s) as q', query) into v_body;
    insert into ops.capture_part (capture, part, row_count, body)
    values (_capture_part.capture, _capture_part.part, jsonb_array_length(v_body), v_body);
exception
    when others then
        insert into ops.capture_part (capture, part, row_count, note)
        values (_capture_part.capture, _capture_part.part, 0, format('%s %s', sqlstate, sqlerrm));
end
$$;
comment on function ops._capture_part(bigint, text, text) is
    'One row of ops.capture_part, with its rows or with why they could not be read.';
revoke all on function ops._capture_part(bigint, text, text) from public;
