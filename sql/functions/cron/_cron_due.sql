-- When a schedule of pg_cron was last due, or will be next.
create or replace function ops._cron_due(schedule text, moment timestamptz, forward boolean default false)
returns timestamptz
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
set jit = off
as $$
    with zone as (select coalesce(current_setting('cron.timezone', true), 'GMT') as name),
    -- materialized: the fields are taken apart once, not once a day that is looked at
    field as materialized (
        select f.fields,
            ops._cron_field(f.fields[1], 0, 59) as minutes,
            ops._cron_field(f.fields[2], 0, 23) as hours,
            ops._cron_field(nullif(f.fields[3], '$'), 1, 31) as days,
            ops._cron_field(f.fields[4], 1, 12, '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}') as months,
            ops._cron_field(f.fields[5], 0, 7, '{sun,mon,tue,wed,thu,fri,sat}') as weekdays,
            date_trunc('minute', moment at time zone z.name) as here
        from ops._cron_fields(schedule) as f (fields), zone as z
    ),
    -- a date in one of the two nearest matching days, for today may be over already
    day as (
        select f.*, d.day
        from field as f
        cross join lateral (
            select t.day
            from (select f.here::date + case when forward then n else -n end as day,
                n from generate_series(0, 1500) as n) as t
            where extract(month from t.day)::integer = any (f.months)
                and case
                    -- cron's own rule: two restricted fields, either is enough
                    when f.fields[3] ~ '^\*' or f.fields[5] ~ '^\*' then
                        (f.fields[3] = '*' or extract(day from t.day)::integer = any (f.days)
                            or (f.fields[3] = '$' and extract(day from t.day + 1)::integer = 1))
                        and (f.fields[5] = '*' or extract(dow from t.day)::integer = any (f.weekdays)
                            or extract(isodow from t.day)::integer = any (f.weekdays))
                    else extract(day from t.day)::integer = any (f.days)
                        or (f.fields[3] = '$' and extract(day from t.day + 1)::integer = 1)
                        or extract(dow from t.day)::integer = any (f.weekdays)
                        or extract(isodow from t.day)::integer = any (f.weekdays)
                end
            order by t.n
            limit 2
        ) as d
    )
    select coalesce(
        (
            select case when forward then min(w.due) else max(w.due) end
            from (
                select (d.day + make_time(h, m, 0)) at time zone z.name as due
                from day as d, zone as z, unnest(d.hours) as h, unnest(d.minutes) as m
            ) as w
            where case when forward then w.due > moment else w.due <= moment end
        ),
        -- "30 seconds", from pg_cron 1.5 on
        moment + case when forward then 1 else -1 end
            * make_interval(secs => substring(lower(btrim(schedule)) from '^(\d+)\s+seconds?$')::double precision)
    )
$$;
comment on function ops._cron_due(text, timestamptz, boolean) is
    'The last time at or before moment, or the first after it, in cron.timezone; null for @reboot and what is no '
    'schedule.';
revoke all on function ops._cron_due(text, timestamptz, boolean) from public;
