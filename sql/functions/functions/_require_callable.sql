-- Refuses to call a function from SQL where that cannot work, before anything is written.
create or replace function ops._require_callable(function ops.edge_function, body jsonb)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_missing text;
begin
    if not function.exists_in_app then
        perform ops._fail('OP003', format('nobody has written function %s', function.name),
            'documents name it, the application has none', 'select name, exists_in_app from ops.edge_functions()');
    elsif function.header in ('user token', 'signature', 'x-api-key') then
        perform ops._fail('OP003', format('function %s cannot be called from SQL', function.name),
            format('it wants a %s, which the database does not hold', function.header),
            format('lotastro-ops invoke %s --reason "why"', function.name));
    elsif length(body::text) > 100000 then
        perform ops._fail('OP005', 'the body is too long',
            format('it has %s characters of at most 100000', length(body::text)),
            format('lotastro-ops invoke %s --body FILE --reason "why"', function.name));
    elsif to_regproc('net.http_post') is null then
        perform ops._fail('OP003', 'pg_net is not installed here', 'SQL calls functions through net.http_post',
            format('create extension pg_net, or: lotastro-ops invoke %s --reason "why"', function.name));
    end if;
    select string_agg(h.secret, ', ' order by h.secret) into v_missing
    from ops._function_headers(function) as h
    where h.needed and h.secret <> all (ops._vault_holds(array[h.secret]));
    if v_missing is not null then
        perform ops._fail('OP003', format('vault holds no %s', v_missing),
            format('function %s refuses a call without it', function.name),
            format('select vault.create_secret(''…'', %L), or: lotastro-ops invoke %s --reason "why"', v_missing,
                function.name));
    end if;
end
$$;
comment on function ops._require_callable(ops.edge_function, jsonb) is
    'Raises OP003 where the function, pg_net or a secret is missing or the function wants what SQL has not, OP005 for '
    'a body over 100000 characters.';
revoke all on function ops._require_callable(ops.edge_function, jsonb) from public;
