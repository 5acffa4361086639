-- What catalog_items.is_active should be: whether the article's status is active.
-- Inlinable: the check joins every article to it, so it pins no path and names everything in full.
create or replace function ops.catalog_is_active(keys uuid[] default null)
returns table (key uuid, value boolean)
language sql
stable parallel safe
as $$
    select c.id, c.status operator(pg_catalog.=) 'active'
    from public.catalog_items as c
    where keys is null or c.id operator(pg_catalog.=) any (keys)
$$;
comment on function ops.catalog_is_active(uuid[]) is 'True for status active. A trigger of the application keeps it so, unless it was off.';
revoke all on function ops.catalog_is_active(uuid[]) from public;
select ops._define_derived_value(
    name => 'catalog_is_active',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An article is active exactly when its status says so',
    why => 'A discontinued article can be ordered, or an active one cannot be found.',
    repair_class => 'auto',
    reads => '{"public.catalog_items": ["id", "code", "status", "is_active"]}',
    subject => 'public.catalog_items',
    value_column => 'is_active'
);
