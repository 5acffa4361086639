-- Text within a calendar entry.
create or replace function ops._ics(value text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select ops._plain(regexp_replace(regexp_replace(value, '([\\;,])', '\\\1', 'g'), E'[\r\n]+', '\\n', 'g'))
$$;
comment on function ops._ics(text) is 'Backslash, semicolon, comma and line ends escaped; no control characters.';
revoke all on function ops._ics(text) from public;
