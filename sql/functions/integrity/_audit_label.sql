-- How a row of the application's log is called in messages.
create or replace function ops._audit_label(action text, entity_type text, identifier text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format('%s of %s %s', action, replace(entity_type, '_', ' '), coalesce(identifier, 'without number'))
$$;
comment on function ops._audit_label(text, text, text) is 'CREATE of lot L-2026-000123. Called for reported rows only.';
revoke all on function ops._audit_label(text, text, text) from public;
