-- For whom a JSON web token speaks, by what it says of itself.
create or replace function ops._token_role(token text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- read as bytes, with a pattern: nothing that a token can hold makes this fail
    select substring(
        encode(decode(rpad(p.part, (length(p.part) + 3) / 4 * 4, '='), 'base64'), 'escape')
        from '"role"\s*:\s*"([A-Za-z0-9_-]{1,60})"'
    )
    from (select translate(split_part(token, '.', 2), '-_', '+/') as part) as p
    where p.part ~ '^[A-Za-z0-9+/]+$' and length(p.part) % 4 <> 1
$$;
comment on function ops._token_role(text) is
    'Member role of the payload; null where it cannot be read. The signature is not looked at.';
revoke all on function ops._token_role(text) from public;
