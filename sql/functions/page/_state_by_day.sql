-- The worst that was known of an area on each day.
create or replace function ops._state_by_day(days integer)
returns table (area text, day date, state text, unknown bigint)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with stretch as materialized (
        select distinct c.area, c.rule, c.severity, c.state, (c.since at time zone (select ops.setting('time_zone')))::date as first_day,
            -- what ended at midnight is not of the day that then begins
            (greatest(c.since, c.until - interval '1 microsecond') at time zone (select ops.setting('time_zone')))::date as last_day
        from ops._rule_course(days) as c
        where c.until > c.since or c.until = (select ops.now())
    ),
    by_day as (
        select s.area, d.day::date as day, min(s.severity) filter (where s.state = 'broken') as worst,
            count(distinct s.rule) filter (where s.state in ('unknown', 'lost')) as unknown, count(*) filter (where s.state = 'clean') as clean
        from stretch as s
        cross join lateral generate_series(s.first_day::timestamp, s.last_day::timestamp, interval '1 day') as d (day)
        group by s.area, d.day
    )
    select a.name, d.day,
        case
            when b.worst is not null then b.worst
            when b.unknown > 0 then 'unknown'
            when b.clean > 0 then 'clean'
            else 'none'
        end,
        coalesce(b.unknown, 0)
    from ops.area as a
    cross join ops._page_days(days) as d
    left join by_day as b
        on b.area = a.name and b.day = d.day
$$;
comment on function ops._state_by_day(integer) is 'One row an area and day: the gravest severity of a broken rule, also of a silenced one; else unknown, clean, or none (nothing ran).';
revoke all on function ops._state_by_day(integer) from public;
