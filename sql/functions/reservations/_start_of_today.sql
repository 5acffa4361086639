-- The moment today began where the people are: a stamp that is the same each time a plan is looked at.
create or replace function ops._start_of_today()
returns timestamptz
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select ops.today()::timestamp at time zone ops.setting('time_zone')
$$;
comment on function ops._start_of_today() is 'Midnight of ops.today() in the configured zone.';
revoke all on function ops._start_of_today() from public;
