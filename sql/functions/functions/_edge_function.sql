-- One edge function of the catalogue, or an error that names those there are.
create or replace function ops._edge_function(name text)
returns ops.edge_function
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_function ops.edge_function;
begin
    select f.* into v_function from ops.edge_functions() as f where f.name = _edge_function.name;
    if not found then
        perform ops._fail('OP013', format('no edge function is named %s', coalesce(quote_literal(left(name, 80)),
            'null')),
            'functions: ' || (select string_agg(f.name, ', ' order by f.name) from ops.edge_functions() as f),
            'select name, purpose, header from ops.edge_functions()');
    end if;
    return v_function;
end
$$;
comment on function ops._edge_function(text) is 'Row of ops.edge_functions(); OP013 when there is none of that name.';
revoke all on function ops._edge_function(text) from public;
