-- Refuses a call that could not commit its batches, before anything is changed.
create or replace function ops._require_top_level(call text)
returns void
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_bare text;
    v_why text;
begin
    -- quoted text may hold semicolons; what is left of the string then counts statements
    v_bare := regexp_replace(current_query(), '''([^'']|'''')*''|\$([a-z_]*)\$.*?\$\2\$|--[^\n]*', '', 'gi');
    -- the clock alone proves a block only after a while: a driver that binds parameters begins the
    -- transaction one message before the statement
    v_why := case
        when pg_current_xact_id_if_assigned() is not null then 'this transaction has written already'
        when statement_timestamp() - now() > interval '1 s'
            then format('this transaction began %s ago', clock_timestamp() - now())
        when v_bare ~ ';\s*\S' and v_bare ~* '\mcall\M'
            then 'the statement was sent together with others, which makes them one transaction'
    end;
    if v_why is not null then
        perform ops._fail(
            'OP011', format('%s commits after each batch and cannot run inside a transaction block', call), v_why,
            'send the call alone with autocommit on; inside a transaction use the function form'
        );
    end if;
end
$$;
comment on function ops._require_top_level(text) is 'Raises OP011 when the call is certainly inside a transaction block or a string of several statements; where that cannot be told, the first commit of the procedure raises 2D000.';
revoke all on function ops._require_top_level(text) from public;
grant execute on function ops._require_top_level(text) to ops_operator;
