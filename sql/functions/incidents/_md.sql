-- Text within a table or line of Markdown.
create or replace function ops._md(value text)
returns text
language sql
immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select regexp_replace(ops._plain(value), '([\\`*_\[\]<>|#])', '\\\1', 'g')
$$;
comment on function ops._md(text) is 'One line without control characters, with what Markdown would take for a mark escaped.';
revoke all on function ops._md(text) from public;
