-- The schema of amcheck, once it is sure that its function is there and may be used.
create or replace function ops._require_amcheck(called text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_schema constant text := ops._amcheck_schema();
    v_name constant text := quote_ident(v_schema) || '.' || called;
begin
    if v_schema is null then
        perform ops._fail('OP005', 'amcheck is not installed here', 'it is what reads an index or a table page by page',
            'create extension amcheck');
    elsif to_regprocedure(v_name) is null then
        perform ops._fail('OP005', 'amcheck is too old here', format('it has no %s', called), 'alter extension amcheck update');
    elsif not has_function_privilege(v_name, 'execute') then
        perform ops._fail('OP005', 'amcheck may not be used', format('%s may not execute %s', current_user, split_part(called, '(', 1)),
            format('grant execute on function %s to %I', v_name, current_user));
    end if;
    return v_schema;
end
$$;
comment on function ops._require_amcheck(text) is 'OP005 where the extension is absent, older than that function, or not granted, each with the statement that helps.';
revoke all on function ops._require_amcheck(text) from public;
