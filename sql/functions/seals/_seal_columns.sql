-- The columns of a sealed table that a digest covers here and now, with their types.
create or replace function ops._seal_columns(subject text, out columns text[], out types text[])
returns record
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select array_agg(c.name order by c.place, c.name), array_agg(c.type order by c.place, c.name)
    from (
        select a.attname::text collate "C" as name, a.atttypid::regtype::text as type, array_position(s.columns, a.attname::text) as place
        from ops._sealed_tables() as s
        join pg_attribute as a
            on a.attrelid = to_regclass(s.subject) and a.attnum > 0 and not a.attisdropped
        where s.subject = _seal_columns.subject and (s.columns is null or a.attname::text = any (s.columns))
    ) as c
$$;
comment on function ops._seal_columns(text) is 'Of a named list only those that exist, in its order; else all by name. Null where there is no such table.';
revoke all on function ops._seal_columns(text) from public;
