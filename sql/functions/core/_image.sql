-- The expression that keeps a whole row, each column as text under the pinned formats.
create or replace function ops._image(relation text, alias text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format(
        'jsonb_object(array[%s]::text[], array[%s]::text[])',
        string_agg(quote_literal(a.attname), ', ' order by a.attnum),
        string_agg(format('%I.%I::text', alias, a.attname), ', ' order by a.attnum)
    )
    from pg_attribute as a
    where a.attrelid = to_regclass(relation) and a.attnum > 0 and not a.attisdropped
$$;
comment on function ops._image(text, text) is 'SQL text of a jsonb object {column: text}. Text loses nothing: jsonb numbers and json columns would be rewritten.';
revoke all on function ops._image(text, text) from public;
