-- A moment as the page shows it: local time with its offset, ISO 8601.
create or replace function ops._page_time(at timestamptz, zone text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select to_char(at at time zone zone, 'YYYY-MM-DD"T"HH24:MI:SS') || case
        when o.minutes < 0 then '-'
        else '+'
    end || to_char(abs(o.minutes) / 60, 'FM00') || ':' || to_char(abs(o.minutes) % 60, 'FM00')
    from (select round(extract(epoch from (at at time zone zone) - (at at time zone 'UTC')) / 60)::integer as minutes) as o
$$;
comment on function ops._page_time(timestamptz, text) is '2030-01-31T02:30:00+03:00; null of null.';
revoke all on function ops._page_time(timestamptz, text) from public;
