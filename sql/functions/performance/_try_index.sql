-- What a statement would cost with an index that is only imagined, if the planner would use it.
create or replace function ops._try_index(query text, definition text)
returns double precision
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- hypopg's functions lie in the schema that the extension's own row names
-- @plpgsql_check_options: security_warnings = off
declare
    v_schema text;
    v_name text;
    v_plan jsonb;
begin
    select n.nspname into v_schema
    from pg_extension as e
    join pg_namespace as n
        on n.oid = e.extnamespace
    where e.extname = 'hypopg';
    execute format('select h.indexname from %I.hypopg_create_index($1) as h', v_schema) into v_name using definition;
    v_plan := ops._generic_plan(query);
    execute format('select %I.hypopg_reset()', v_schema);
    return case when v_plan::text like '%' || v_name || '%' then (v_plan ->> 'Total Cost')::double precision end;
end
$$;
comment on function ops._try_index(text, text) is
    'Estimated cost with it; null when the planner would not use it. Needs hypopg; leaves nothing behind.';
revoke all on function ops._try_index(text, text) from public;
