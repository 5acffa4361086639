-- Inquiries whose conversion into an order is written half, or against their state.
create or replace function ops.inquiry_conversion(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.inquiries',
            jsonb_build_object('id', w.id),
            left(format('inquiry %s of %s: %s', w.inquiry_number, w.customer_name, w.what), 100),
            null::text,
            null::jsonb,
            jsonb_strip_nulls(jsonb_build_object('status', w.status, 'converted_to_order_id', w.converted_to_order_id,
                'converted_at', w.converted_at, 'converted_by', w.converted_by)),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select i.*, case
                when i.converted_to_order_id is null and num_nonnulls(i.converted_at, i.converted_by) > 0
                    then 'was converted, but into no order'
                when i.converted_to_order_id is not null and i.status <> 'converted'
                    then 'is ' || i.status || ', but became an order'
                when i.converted_to_order_id is not null and num_nulls(i.converted_at, i.converted_by) > 0
                    then 'became an order, but not when or by whom'
                when i.converted_at < i.created_at then 'was converted before it was made'
            end as what
            from public.inquiries as i
            where keys is null or i.id = any (keys::uuid[])
        ) as w
        where w.what is not null;
end
$$;
comment on function ops.inquiry_conversion(text[]) is 'converted_to_order_id, converted_at and converted_by: all or none, and only of converted inquiries. The screens write none of them: converted without all three is usual.';
revoke all on function ops.inquiry_conversion(text[]) from public;
select ops._define_rule(
    name => 'inquiry_conversion',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An inquiry that became an order says which, when and by whom, and is converted',
    why => 'Sales answers an inquiry again that was ordered long ago, or cannot find the order.',
    repair_class => 'report',
    reads => '{"public.inquiries": ["id", "inquiry_number", "customer_name", "status", "converted_to_order_id",
        "converted_at", "converted_by", "created_at"]}'
);
