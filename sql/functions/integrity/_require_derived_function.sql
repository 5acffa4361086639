-- Refuses a function that cannot say what a column should be.
create or replace function ops._require_derived_function(expected regprocedure, key_type text, value_type text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_function pg_proc;
    v_owner name := (select pg_get_userbyid(n.nspowner) from pg_namespace as n where n.nspname = 'ops');
    v_wrong text;
begin
    select p.* into v_function from pg_proc as p where p.oid = expected;
    v_wrong := case
        when v_function.prokind <> 'f' or not v_function.proretset then 'it is no function that returns rows'
        when pg_get_userbyid(v_function.proowner) <> v_owner
            then format('it belongs to %s, and not to %s, with whose rights it would run',
                pg_get_userbyid(v_function.proowner), v_owner)
        when v_function.pronamespace = 'ops'::regnamespace then 'schema ops is the package''s own; put it into yours'
        when v_function.provolatile = 'v' then 'it is volatile; declare it stable'
        when v_function.pronargs <> 1 or v_function.proargtypes[0] <> to_regtype(key_type || '[]')
            then format('its argument is not the keys, %s[]', key_type)
        when coalesce(v_function.proargmodes, '{}') <> '{i,t,t}' or v_function.proargnames[2:3] <> '{key,value}'
            then format('it does not return table (key %s, value %s)', key_type, value_type)
        when v_function.proallargtypes[2:3] <> array[to_regtype(key_type), to_regtype(value_type)]::oid[]
            then format('it returns (%s, %s), the columns are (%s, %s)',
                format_type(v_function.proallargtypes[2], null), format_type(v_function.proallargtypes[3], null),
                key_type, value_type)
        when not exists (select from unnest(v_function.proconfig) as c where starts_with(c, 'search_path='))
                and (v_function.prosecdef or v_function.proconfig is not null
                    or (select l.lanname from pg_language as l where l.oid = v_function.prolang) <> 'sql')
            then 'it pins no search_path, and is no SQL function that PostgreSQL could inline'
    end;
    if v_wrong is not null then
        perform ops._fail('OP005', format('%s cannot say what the column should be', expected), v_wrong,
            format('create function yours.name(keys %s[]) returns table (key %s, value %s) language sql stable as …',
                key_type, key_type, value_type));
    end if;
end
$$;
comment on function ops._require_derived_function(regprocedure, text, text) is 'Raises OP005 unless the function takes keys, returns (key, value) of these types, is stable, belongs to the package''s owner, and pins its path or can be inlined.';
revoke all on function ops._require_derived_function(regprocedure, text, text) from public;
