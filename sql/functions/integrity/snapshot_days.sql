-- Days of which a snapshot is missing.
create or replace function ops.snapshot_days(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := ops.today();
begin
    return query
        with taken as materialized (
            select w.subject, w.day
            from (
                select 'public.inventory_snapshots' as subject, s.snapshot_date as day from public.inventory_snapshots as s
                union all
                select 'public.order_snapshots', s.snapshot_date from public.order_snapshots as s
                union all
                select 'public.reservation_snapshots', s.snapshot_date from public.reservation_snapshots as s
            ) as w
            -- up to a snapshot from the future no day is missing yet
            where w.day > '-infinity' and w.day <= v_today
        ),
        bound as (
            select min(t.day) as first, max(t.day) - min(t.day) as days from taken as t
        ),
        -- counted from the first day, and not walked: between two days there may be a million
        edge as (
            select k.subject, k.noun, b.first, e.n
            from bound as b
            cross join (
                values ('public.inventory_snapshots', 'stock'), ('public.order_snapshots', 'orders'),
                    ('public.reservation_snapshots', 'reservations')
            ) as k (subject, noun)
            cross join lateral (
                select -1 as n
                union all
                select t.day - b.first from taken as t where t.subject = k.subject
                union all
                select b.days + 1
            ) as e
        ),
        stretch as (
            select e.subject, e.noun, e.first + (e.n + 1) as first_day, e.first + (e.next - 1) as last_day, e.next - e.n - 1 as days
            from (select w.*, lead(w.n) over (partition by w.subject order by w.n) as next from edge as w) as e
            where e.next - e.n > 1
        )
        select m.subject,
            jsonb_build_object('day', m.first_day::text),
            format('no snapshot of %s %s (days: %s)', m.noun,
                case when m.days > 1 then format('from %s to %s', m.first_day, m.last_day) else 'on ' || m.first_day end,
                m.days),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_build_object('from', m.first_day, 'to', m.last_day, 'days', m.days),
            null::text
        from stretch as m
        where keys is null or m.first_day::text = any (keys);
end
$$;
comment on function ops.snapshot_days(text[]) is 'One row a table and stretch of missing days, between the first and the last day of any of the three, today at the latest. What has not begun or has stopped everywhere is the business of overdue_effects.';
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
