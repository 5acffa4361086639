-- The id that a token of the application's texts is; null for anything else.
-- Inlinable: called once per token, so it pins no path and names everything in full.
create or replace function ops._uuid(token text)
returns uuid
language sql
immutable parallel safe
as $$
    select case
        -- by three plain tests: one pattern that counts digits costs five times as much. The cast sits behind them, for
        -- a bare where may run after it
        when token operator(pg_catalog.~~) '________-____-____-____-____________'
                and token operator(pg_catalog.!~) '[^0-9A-Fa-f-]'
                and token operator(pg_catalog.!~~) '%-%-%-%-%-%'
            then token::pg_catalog.uuid
    end
$$;
comment on function ops._uuid(text) is 'Eight, three times four and twelve hexadecimal digits, in either case; nothing around them.';
revoke all on function ops._uuid(text) from public;
