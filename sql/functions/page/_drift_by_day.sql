-- Broken rows and their metres, area by area and day by day.
create or replace function ops._drift_by_day(days integer)
returns table (area text, day date, rows numeric, rows_high numeric, metres numeric, metres_high numeric)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with step as (
        -- a rule that could not run keeps what it knew
        select c.area, c.since,
            c.rows - coalesce(lag(c.rows) over (partition by c.rule collate "C" order by c.since, c.until), 0) as rows,
            c.metres - coalesce(lag(c.metres) over (partition by c.rule collate "C" order by c.since, c.until), 0) as metres
        from ops._rule_course(days) as c
        where c.state not in ('unknown', 'lost')
    ),
    moment as (
        select distinct s.area, s.since, sum(s.rows) over (partition by s.area collate "C" order by s.since) as rows,
            sum(s.metres) over (partition by s.area collate "C" order by s.since) as metres
        from step as s
    ),
    by_day as (
        select m.area, (m.since at time zone (select ops.setting('time_zone')))::date as day,
            (array_agg(m.rows order by m.since desc))[1] as rows, max(m.rows) as rows_high,
            (array_agg(m.metres order by m.since desc))[1] as metres, max(m.metres) as metres_high
        from moment as m
        group by 1, 2
    ),
    grid as (
        select a.name as area, d.day, b.rows, b.rows_high, b.metres, b.metres_high,
            count(b.rows) over (partition by a.name order by d.day) as stretch
        from ops.area as a
        cross join ops._page_days(days) as d
        left join by_day as b
            on b.area = a.name and b.day = d.day
    ),
    filled as (
        select g.area, g.day, first_value(g.rows) over w as rows, g.rows_high, first_value(g.metres) over w as metres, g.metres_high
        from grid as g
        window w as (partition by g.area, g.stretch order by g.day)
    )
    select f.area, f.day, f.rows, greatest(f.rows, f.rows_high, lag(f.rows) over w), f.metres, greatest(f.metres, f.metres_high, lag(f.metres) over w)
    from filled as f
    window w as (partition by f.area order by f.day)
$$;
comment on function ops._drift_by_day(integer) is 'One row an area and day: at its end (or now), and the most at any moment of it. Null before the first check.';
revoke all on function ops._drift_by_day(integer) from public;
