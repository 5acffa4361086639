-- What the database weighs, how it grew within the days of the page, and what rewrites would give back.
create or replace function ops._page_growth(days integer, zone text)
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with size as materialized (
        select s.*
        from ops.daily_size as s
        where s.day >= (select min(d.day) from ops._page_days(days) as d)
    ),
    last as (
        select max(s.day) as day, min(s.day) as first_day, max(s.taken_at) as taken_at from size as s
    ),
    by_day as (
        select jsonb_agg(jsonb_build_object('day', d.day, 'database', d.database, 'reclaimable', d.reclaimable, 'package', d.package) order by d.day) as days
        from (
            select s.day, max(s.bytes) filter (where s.kind = 'database') as database,
                max(s.reclaimable_bytes) filter (where s.kind = 'database') as reclaimable,
                max(s.bytes) filter (where s.kind = 'package') as package
            from size as s
            group by s.day
        ) as d
    ),
    tables as (
        select jsonb_agg(jsonb_build_object('relation', n.relation, 'bytes', n.bytes, 'reclaimable', n.reclaimable_bytes,
            'grew', n.bytes - b.bytes, 'since', b.day) order by n.bytes desc, n.relation) as tables
        from last as l
        join size as n
            on n.day = l.day and n.kind = 'table'
        left join lateral (
            select s.day, s.bytes from size as s where s.kind = 'table' and s.relation = n.relation and s.day < l.day order by s.day limit 1
        ) as b
            on true
    )
    select jsonb_build_object('taken_at', ops._page_time(l.taken_at, zone), 'days', coalesce(b.days, '[]'), 'tables', coalesce(t.tables, '[]'))
    from last as l
    cross join by_day as b
    cross join tables as t
$$;
comment on function ops._page_growth(integer, text) is 'days: bytes of the database, of it reclaimable, and of this package; tables: the largest, and how they grew since.';
revoke all on function ops._page_growth(integer, text) from public;
