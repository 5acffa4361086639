-- For whom a JSON web token speaks, by what it says of itself.
create or replace function ops._token_role(token text)
returns text
language plpgsql
immutable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_part text := translate(split_part(token, '.', 2), '-_', '+/');
begin
    return convert_from(decode(rpad(v_part, (length(v_part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb ->> 'role';
exception
    -- what is no token, or a broken one, speaks for nobody
    when data_exception then
        return null;
end
$$;
comment on function ops._token_role(text) is 'Member role of the payload; null where it cannot be read. The signature is not looked at.';
revoke all on function ops._token_role(text) from public;
