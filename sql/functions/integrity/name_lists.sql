-- Lists of names in one column that say another thing than the rows they were copied from.
create or replace function ops.name_lists(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with stored as (
            select 'aliases' as kind, q.code as key, btrim(a.name) as name
            from public.qualities as q
            cross join lateral unnest(q.aliases) as a (name)
            union
            select 'suppliers', c.id::text, btrim(s.name)
            from public.catalog_items as c
            cross join lateral string_to_table(c.suppliers, ',') as s (name)
        ),
        kept as (
            -- a row whose quality or article is gone is another rule's matter
            select 'aliases' as kind, a.quality_code as key, btrim(a.alias) as name
            from public.quality_aliases as a
            join public.qualities as q
                on q.code = a.quality_code
            union
            select 'suppliers', i.catalog_item_id::text, btrim(s.name)
            from public.catalog_item_suppliers as i
            join public.catalog_items as c
                on c.id = i.catalog_item_id
            join public.suppliers as s
                on s.id = i.supplier_id
        ),
        wrong as (
            select coalesce(s.kind, k.kind) as kind, coalesce(s.key, k.key) as key,
                array_agg(s.name order by s.name) filter (where k.name is null) as extra,
                array_agg(k.name order by k.name) filter (where s.name is null) as lacking
            from (select * from stored as t where t.name <> '') as s
            full join kept as k
                on k.kind = s.kind and k.key = s.key and upper(k.name) = upper(s.name)
            where s.name is null or k.name is null
            group by 1, 2
        )
        select case w.kind when 'aliases' then 'public.qualities' else 'public.catalog_items' end,
            jsonb_build_object(case w.kind when 'aliases' then 'code' else 'id' end, w.key),
            left(format('%s of %s: %s', w.kind, coalesce(c.code, w.key), concat_ws('; ',
                'lists ' || array_to_string(w.extra, ', ') || ', which has no row',
                'lacks ' || array_to_string(w.lacking, ', '))), 100),
            null::text,
            null::jsonb,
            jsonb_strip_nulls(jsonb_build_object('extra', w.extra, 'lacking', w.lacking)),
            null::numeric,
            '{}'::jsonb,
            null::text
        from wrong as w
        left join public.catalog_items as c
            on w.kind = 'suppliers' and c.id::text = w.key
        where keys is null or w.key = any (keys);
end
$$;
comment on function ops.name_lists(text[]) is 'qualities.aliases against quality_aliases, catalog_items.suppliers against catalog_item_suppliers, without case and blanks.';
revoke all on function ops.name_lists(text[]) from public;
select ops._define_rule(
    name => 'name_lists',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Lists of aliases and suppliers name what their rows name',
    why => 'One screen reads the list and another the rows: an article is found by a name here and not there.',
    repair_class => 'report',
    reads => '{"public.qualities": ["code", "aliases"], "public.quality_aliases": ["quality_code", "alias"],
        "public.catalog_items": ["id", "code", "suppliers"], "public.catalog_item_suppliers": ["catalog_item_id",
        "supplier_id"],
        "public.suppliers": ["id", "name"]}'
);
