-- A time as a person reads it, whatever the column holds.
-- Inlinable: called once per found row, so it pins no path and names everything in full.
create or replace function ops._moment(at timestamptz, zone text, pattern text default 'YYYY-MM-DD HH24:MI')
returns text
language sql
stable parallel safe
as $$
    select case
        when at operator(pg_catalog.>=) timestamptz '0001-01-02 00:00:00+00' and at operator(pg_catalog.<) timestamptz '9999-12-30 00:00:00+00'
            then pg_catalog.to_char(at at time zone zone, pattern)
        -- infinity would be written as nothing, a year before Christ as one after, and the last day has no other zone
        else at::pg_catalog.text
    end
$$;
comment on function ops._moment(timestamptz, text, text) is 'to_char of a time in a zone; infinity, years before 1 and after 9998 as PostgreSQL writes them. Null for null.';
revoke all on function ops._moment(timestamptz, text, text) from public;
