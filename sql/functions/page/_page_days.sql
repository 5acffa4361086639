-- The days that a page shows, in the application's zone, with their first and last moments.
create or replace function ops._page_days(days integer)
returns table (day date, begins timestamptz, ends timestamptz)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select d.day, d.day::timestamp at time zone z.zone, (d.day + 1)::timestamp at time zone z.zone
    from (select ops.setting('time_zone') as zone, ops.today() as today) as z
    cross join lateral (select z.today - n as day from generate_series(days - 1, 0, -1) as n) as d
$$;
comment on function ops._page_days(integer) is 'days rows, the last one today. A day may have 23 or 25 hours.';
revoke all on function ops._page_days(integer) from public;
