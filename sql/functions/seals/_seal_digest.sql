-- The expression that turns a row into its digest: the canonical form ops.seal/1.
create or replace function ops._seal_digest(subject text, columns text[], salt text, alias text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- text of an array: every value quoted where it must be, null told from '' and from 'NULL', nothing ambiguous
    select format('sha256(decode(''00'', ''hex'') || %s convert_to(array[''ops.seal/1'', %L, %s]::text[]::text, ''UTF8''))',
        coalesce(salt || ' ||', ''), subject, string_agg(format('%I.%I::text', alias, c.name), ', ' order by c.place))
    from unnest(columns) with ordinality as c (name, place)
$$;
comment on function ops._seal_digest(text, text[], text, text) is 'SQL text over a row: sha256(0x00, salt if there is one, UTF-8 of the array text of form, table and columns). Evaluate it under the pinned formats only.';
revoke all on function ops._seal_digest(text, text[], text, text) from public;
