-- Which of some rows of a sealed table are there.
create or replace function ops._seal_present(subject text, keys text[])
returns setof text
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names come from a list of ours
-- @plpgsql_check_options: security_warnings = off
declare
    v_table record;
begin
    select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_present.subject;
    return query execute format('select %1$s from %2$s where %1$s = any ($1)', v_table.key, v_table.source) using keys;
end
$$;
comment on function ops._seal_present(text, text[]) is 'Their keys.';
revoke all on function ops._seal_present(text, text[]) from public;
