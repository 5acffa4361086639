-- How long after one time another one is, whatever the columns hold.
-- Inlinable: called once per found row, so it pins no path and names everything in full.
create or replace function ops._span(since timestamptz, until timestamptz)
returns interval
language sql
stable parallel safe
as $$
    select case
        when pg_catalog.isfinite(since) and pg_catalog.isfinite(until) then until operator(pg_catalog.-) since
    end
$$;
comment on function ops._span(timestamptz, timestamptz) is 'until - since; null where one is infinite, which PostgreSQL refuses to subtract before 17.';
revoke all on function ops._span(timestamptz, timestamptz) from public;
