-- The worst that was known of an area on each day.
create or replace function ops._state_by_day(days integer)
returns table (area text, day date, state text, unknown bigint)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with stretch as (
        select c.area, c.rule, c.severity, c.state, (c.since at time zone z.zone)::date as first_day,
            -- what ended at midnight is not of the day that then begins
            (greatest(c.since, c.until - interval '1 microsecond') at time zone z.zone)::date as last_day
        from ops._rule_course(days) as c
        cross join (select ops.setting('time_zone') as zone) as z
        where c.until > c.since or c.until = ops.now()
    )
    select a.name, d.day,
        coalesce(
            min(s.severity) filter (where s.state = 'broken'),
            case when count(*) filter (where s.state in ('unknown', 'lost')) > 0 then 'unknown' end,
            case when count(*) filter (where s.state = 'clean') > 0 then 'clean' end,
            'none'
        ),
        count(distinct s.rule) filter (where s.state in ('unknown', 'lost'))
    from ops.area as a
    cross join ops._page_days(days) as d
    left join stretch as s
        on s.area = a.name and d.day between s.first_day and s.last_day
    group by a.name, d.day
$$;
comment on function ops._state_by_day(integer) is 'One row an area and day: the gravest severity of a broken rule, also of a silenced one; else unknown, clean, or none (nothing ran).';
revoke all on function ops._state_by_day(integer) from public;
