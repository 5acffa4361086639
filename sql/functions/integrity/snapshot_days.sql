-- Days of which a snapshot is missing.
create or replace function ops.snapshot_days(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with taken as materialized (
            select 'public.inventory_snapshots' as subject, s.snapshot_date as day from public.inventory_snapshots as s
            union all
            select 'public.order_snapshots', s.snapshot_date from public.order_snapshots as s
            union all
            select 'public.reservation_snapshots', s.snapshot_date from public.reservation_snapshots as s
        ),
        missing as (
            select k.subject, k.noun, d.day::date as day,
                -- days in a row have the same difference
                d.day::date - (row_number() over (partition by k.subject order by d.day))::integer as stretch
            from (select min(t.day)::timestamp as first, max(t.day)::timestamp as last from taken as t) as b
            cross join lateral generate_series(b.first, b.last, '1 day') as d (day)
            cross join (
                values ('public.inventory_snapshots', 'stock'), ('public.order_snapshots', 'orders'),
                    ('public.reservation_snapshots', 'reservations')
            ) as k (subject, noun)
            left join taken as t
                on t.subject = k.subject and t.day = d.day::date
            where t.day is null
        )
        select m.subject,
            jsonb_build_object('day', min(m.day)::text),
            format('no snapshot of %s %s (days: %s)', m.noun,
                case when count(*) > 1 then format('from %s to %s', min(m.day), max(m.day)) else 'on ' || min(m.day) end,
                count(*)),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_build_object('from', min(m.day), 'to', max(m.day), 'days', count(*)),
            null::text
        from missing as m
        group by m.subject, m.noun, m.stretch
        having keys is null or min(m.day)::text = any (keys);
end
$$;
comment on function ops.snapshot_days(text[]) is 'One row a table and stretch of missing days, between the first and the last day of any of the three. What has not begun or has stopped everywhere is the business of overdue_effects.';
revoke all on function ops.snapshot_days(text[]) from public;
select ops._define_rule(
    name => 'snapshot_days',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Each day has its snapshots of stock, orders and reservations',
    why => 'Trends are drawn through days that were never taken, and no day can be taken again.',
    repair_class => 'report',
    reads => '{"public.inventory_snapshots": ["snapshot_date"], "public.order_snapshots": ["snapshot_date"],
        "public.reservation_snapshots": ["snapshot_date"]}'
);
