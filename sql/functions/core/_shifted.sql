-- A time moved by a little, whatever the column holds: the first and the last days cannot be moved and stay.
-- Inlinable: called once per row, so it pins no path and names everything in full.
create or replace function ops._shifted(at timestamptz, span interval)
returns timestamptz
language sql
stable parallel safe
as $$
    select case
        when at operator(pg_catalog.>) timestamptz '4700-01-01 00:00:00+00 BC' and at operator(pg_catalog.<) timestamptz '294000-01-01 00:00:00+00'
            then at operator(pg_catalog.+) span
        else at
    end
$$;
comment on function ops._shifted(timestamptz, interval) is 'at + span without an error of range; times before 4700 BC, after 294000 and infinite ones are not moved.';
revoke all on function ops._shifted(timestamptz, interval) from public;
