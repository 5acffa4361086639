-- What purchase_recommendations.total_stock_position should be: available, on the way and in production.
-- Inlinable: the check joins every recommendation to it, so it pins no path and names everything in full.
create or replace function ops.recommendation_stock_position(keys uuid[] default null)
returns table (key uuid, value numeric)
language sql
stable parallel safe
as $$
    select r.id, r.available_stock operator(pg_catalog.+) r.incoming_stock operator(pg_catalog.+) r.in_production_stock
    from public.purchase_recommendations as r
    where keys is null or r.id operator(pg_catalog.=) any (keys)
$$;
comment on function ops.recommendation_stock_position(uuid[]) is 'Sum of the three parts of the recommendation''s own row.';
revoke all on function ops.recommendation_stock_position(uuid[]) from public;
select ops._define_derived_value(
    name => 'recommendation_stock_position',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A recommendation''s stock position is what is available, on its way and in production',
    why => 'Too high: nothing is ordered and stock runs out. Too low: it is ordered twice.',
    repair_class => 'auto',
    reads => '{"public.purchase_recommendations": ["id", "quality_code", "color_code", "available_stock",
        "incoming_stock",
        "in_production_stock", "total_stock_position"]}',
    subject => 'public.purchase_recommendations',
    value_column => 'total_stock_position',
    unit => 'm'
);
