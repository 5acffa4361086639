-- Refuses a call that could not commit its batches, before anything is changed.
create or replace function ops._require_top_level(call text)
returns void
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_bare text;
begin
    -- quoted text may hold semicolons; what is left of the string then counts statements
    v_bare := regexp_replace(current_query(), '''([^'']|'''')*''|\$([a-z_]*)\$.*?\$\2\$|--[^\n]*', '', 'gi');
    if now() <> statement_timestamp() or (v_bare ~ ';\s*\S' and v_bare ~* '\mcall\M') then
        perform ops._fail(
            'OP011', format('%s commits after each batch and cannot run inside a transaction block', call),
            case
                when now() <> statement_timestamp()
                    then format('this transaction began %s ago', clock_timestamp() - now())
                else 'the statement was sent together with others, which makes them one transaction'
            end,
            'send the call alone with autocommit on; inside a transaction use the function form'
        );
    end if;
end
$$;
comment on function ops._require_top_level(text) is 'Raises OP011 inside a transaction block or a string of several statements.';
revoke all on function ops._require_top_level(text) from public;
grant execute on function ops._require_top_level(text) to ops_operator;
