-- What catalog_items.last_inbound_date should be: the day the newest lot or delivery of the article was entered.
-- Inlinable: the check joins every article to it, so it pins no path and names everything in full.
create or replace function ops.catalog_last_inbound_date(keys uuid[] default null)
returns table (key uuid, value date)
language sql
stable parallel safe
as $$
    -- the application writes current_date in sessions that run in UTC
    select g.catalog_item_id, pg_catalog.timezone('UTC', pg_catalog.max(g.created_at))::pg_catalog.date
    from (
        select l.catalog_item_id, l.created_at
        from public.lots as l
        where l.catalog_item_id is not null
        union all
        select i.catalog_item_id, i.created_at
        from public.incoming_stock as i
        where i.catalog_item_id is not null
    ) as g
    where keys is null or g.catalog_item_id operator(pg_catalog.=) any (keys)
    group by g.catalog_item_id
$$;
comment on function ops.catalog_last_inbound_date(uuid[]) is 'Day (UTC) of the newest lot or delivery with that catalogue item; no row where there is none.';
revoke all on function ops.catalog_last_inbound_date(uuid[]) from public;
select ops._define_subject('public.catalog_items', 'article', 't.code');
select ops._define_derived_value(
    name => 'catalog_last_inbound_date',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An article''s last inbound date is that of its newest lot or delivery',
    why => 'Slow sellers and reorders are judged by it; an id assigned later, and a deletion, leave it behind.',
    repair_class => 'auto',
    reads => '{"public.catalog_items": ["id", "code", "last_inbound_date"],
        "public.lots": ["catalog_item_id", "created_at"], "public.incoming_stock": ["catalog_item_id", "created_at"]}',
    subject => 'public.catalog_items',
    value_column => 'last_inbound_date'
);
