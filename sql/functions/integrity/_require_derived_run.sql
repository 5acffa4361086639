-- Refuses a registered value whose check does not run, before anybody relies on it.
create or replace function ops._require_derived_run(rule text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the text is made of catalogue entries that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_message text;
begin
    if ops._missing((select r.reads from ops.rule as r where r.name = _require_derived_run.rule)) is not null then
        perform ops._fail('OP005', 'this cannot be registered',
            ops._missing((select r.reads from ops.rule as r where r.name = _require_derived_run.rule)),
            'correct reads');
    end if;
    -- with no key and with all keys: the plan, the types and the function's body are tried, few rows are read
    execute ops._derived_rows(rule, true) using array[]::text[];
    execute format('select from (%s) as d limit 1', ops._derived_rows(rule, false));
exception
    when sqlstate 'OP005' or query_canceled then
        raise;
    when others then
        get stacked diagnostics v_message = message_text;
        perform ops._fail('OP005', 'this cannot be registered', format('its check fails: %s %s', sqlstate, v_message),
            'write every name in the function in full: it runs with search_path pg_catalog');
end
$$;
comment on function ops._require_derived_run(text) is 'Raises OP005 with the reason when the check of the rule cannot run.';
revoke all on function ops._require_derived_run(text) from public;
