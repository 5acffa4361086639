-- A message of at most 100 characters that shows where it was cut: half a number must not look like a number.
-- Inlinable: called once per reported row, so it pins no path and names everything in full.
create or replace function ops._cut(message text)
returns text
language sql
immutable parallel safe
as $$
    -- rules cut at 100 themselves, and leave no sign
    select case
        when pg_catalog.length(message) operator(pg_catalog.<) 100 then message
        else pg_catalog.left(message, 99) operator(pg_catalog.||) '…'
    end
$$;
comment on function ops._cut(text) is 'The message; from 100 characters on, its first 99 and an ellipsis.';
revoke all on function ops._cut(text) from public;
