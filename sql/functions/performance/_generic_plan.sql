-- The plan of a statement as pg_stat_statements shows it, whatever its constants are.
create or replace function ops._generic_plan(query text)
returns jsonb
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the statement was run here before; it is planned, not run, and only the owner can ask for it
-- @plpgsql_check_options: security_warnings = off
declare
    v_parameters integer;
    v_plan json;
begin
    perform set_config('search_path', 'public, extensions', true);
    perform set_config('plan_cache_mode', 'force_generic_plan', true);
    execute 'prepare ops_advice as ' || query;
    select cardinality(p.parameter_types) into v_parameters
    from pg_catalog.pg_prepared_statements as p
    where p.name = 'ops_advice';
    execute 'explain (verbose, format json) execute ops_advice'
        || case when v_parameters > 0 then '(' || rtrim(repeat('null,', v_parameters), ',') || ')' else '' end
    into v_plan;
    execute 'deallocate ops_advice';
    return (v_plan -> 0 -> 'Plan')::jsonb;
exception
    -- text that was cut, or cannot be prepared with parameters where it had constants
    when others then
        if exists (select from pg_catalog.pg_prepared_statements as p where p.name = 'ops_advice') then
            execute 'deallocate ops_advice';
        end if;
        return null;
end
$$;
comment on function ops._generic_plan(text) is
    'Plan as JSON; null where the statement cannot be planned without its constants.';
revoke all on function ops._generic_plan(text) from public;
