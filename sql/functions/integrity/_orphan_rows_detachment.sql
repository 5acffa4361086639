-- Sets the columns that name a missing row to null, where the table allows it.
create or replace function ops._orphan_rows_detachment(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with broken as (
            select o."row", o.child, o.key_value, o.named, f.child_key,
                -- of a key over several columns those that may be null are enough
                (
                    select jsonb_object_agg(n.key, n.value)
                    from jsonb_each(o.named) as n
                    join pg_attribute as a
                        on a.attrelid = to_regclass(o.child) and a.attname = n.key and not a.attnotnull
                ) as free
            from ops._orphans(keys) as o
            join ops._foreign_keys() as f
                on f.child = o.child and f.name = o."constraint"
            where f.child_key is not null
        ),
        whole as (
            select b."row", b.child, b.child_key, b.key_value,
                -- every broken key of the row must come loose, or the row stays broken
                bool_and(b.free is not null) as is_free
            from broken as b
            group by b."row", b.child, b.child_key, b.key_value
        )
        select jsonb_build_object('row', w."row"),
            w.child,
            jsonb_build_object(w.child_key, w.key_value),
            'update',
            c.was,
            c.becomes,
            left(format('%s %s no longer names what is gone', replace(w.child, 'public.', ''), w.key_value), 100)
        from whole as w
        cross join lateral (
            select jsonb_object_agg(n.key, n.value) as was, jsonb_object_agg(n.key, null) as becomes
            from broken as b
            cross join lateral jsonb_each(b.free) as n
            where b."row" = w."row"
        ) as c
        where w.is_free
        order by w."row";
end
$$;
comment on function ops._orphan_rows_detachment(text[]) is 'One update a row; none where a column that names the missing row must not be null.';
revoke all on function ops._orphan_rows_detachment(text[]) from public;
