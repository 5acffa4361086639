-- How long after one time another one is, whatever the columns hold.
-- Inlinable: called once per found row, so it pins no path and names everything in full.
create or replace function ops._span(since timestamptz, until timestamptz)
returns interval
language sql
stable parallel safe
as $$
    select case
        when since operator(pg_catalog.>) timestamptz '2000-01-01 00:00:00+00 BC' and since operator(pg_catalog.<) timestamptz '290000-01-01 00:00:00+00'
            and until operator(pg_catalog.>) timestamptz '2000-01-01 00:00:00+00 BC' and until operator(pg_catalog.<) timestamptz '290000-01-01 00:00:00+00'
            then until operator(pg_catalog.-) since
    end
$$;
comment on function ops._span(timestamptz, timestamptz) is 'until - since; null where one is before 2000 BC, after 290000 or infinite: the calendar is longer than any interval, and PostgreSQL refuses to subtract infinite times before 17.';
revoke all on function ops._span(timestamptz, timestamptz) from public;
