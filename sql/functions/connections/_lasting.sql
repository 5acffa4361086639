-- How long something has lasted, as a person says it.
create or replace function ops._lasting(span interval)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when s is null then null
        when s < 120 then format('%s s', greatest(s, 0)::integer)
        when s < 7200 then format('%s min', (s / 60)::integer)
        when s < 172800 then format('%s h', (s / 3600)::integer)
        else format('%s d', (s / 86400)::integer)
    end
    from (select extract(epoch from span) as s) as one
$$;
comment on function ops._lasting(interval) is 'Seconds, minutes, hours or days, whichever reads best; null for null.';
revoke all on function ops._lasting(interval) from public;
