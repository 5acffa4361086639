-- The address of an edge function.
create or replace function ops._function_url(name text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_base text := rtrim(coalesce(ops.setting('functions_url'), ''), '/');
begin
    if v_base = '' then
        perform ops._fail('OP005', 'the address of the edge functions is not set',
            'setting functions_url is empty',
            'select ops.set_setting(''functions_url'', ''https://<project>.supabase.co/functions/v1'')');
    -- no credentials, no query; in the clear only to this very machine
    elsif v_base !~ '^(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?(/[A-Za-z0-9._/-]*)?$' then
        perform ops._fail('OP005', 'the address of the edge functions is no plain https address',
            'setting functions_url holds something else than https://host/path',
            'select ops.set_setting(''functions_url'', ''https://<project>.supabase.co/functions/v1'')');
    end if;
    return v_base || '/' || name;
end
$$;
comment on function ops._function_url(text) is
    'functions_url and the function''s name; OP005 unless it is https without credentials and query, or http to this '
    'machine.';
revoke all on function ops._function_url(text) from public;
