-- Raises an error of ours, always with a code, the numbers behind it and the next step.
create or replace function ops._fail(code text, message text, detail text, hint text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = code, message = message, detail = detail, hint = hint;
end
$$;
comment on function ops._fail(text, text, text, text) is 'Raises message with errcode, detail and hint. Never returns.';
revoke all on function ops._fail(text, text, text, text) from public;
