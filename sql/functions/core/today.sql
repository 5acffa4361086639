-- Which day it is where the people are, not where the server is.
create or replace function ops.today()
returns date
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select (ops.now() at time zone ops.setting('time_zone'))::date
$$;
comment on function ops.today() is 'Date of ops.now() in the configured time_zone.';
revoke all on function ops.today() from public;
grant execute on function ops.today() to ops_reader;
