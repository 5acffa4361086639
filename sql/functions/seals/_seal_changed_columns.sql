-- Columns of a sealed table that are gone or of another type than when they were sealed.
create or replace function ops._seal_changed_columns(subject text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(distinct o.name, ', ' order by o.name)
    from ops.seal_batch as b
    cross join lateral unnest(b.columns, b.types) as o (name, type)
    left join lateral (
        select a.atttypid::regtype::text as type
        from pg_attribute as a
        where a.attrelid = to_regclass(_seal_changed_columns.subject) and a.attname::text = o.name and not a.attisdropped
    ) as n on true
    where b.subject = _seal_changed_columns.subject and b.keys is not null and n.type is distinct from o.type
$$;
comment on function ops._seal_changed_columns(text) is 'Their names; null when all are as they were.';
revoke all on function ops._seal_changed_columns(text) from public;
