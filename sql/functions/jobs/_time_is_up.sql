-- Whether a call has used most of the time its session gives it.
create or replace function ops._time_is_up()
returns boolean
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    -- statement_timeout covers a whole CALL: stop while there is time to say so
    select current_setting('statement_timeout')::interval > interval '0'
        and clock_timestamp() - statement_timestamp() > current_setting('statement_timeout')::interval * 0.7
$$;
comment on function ops._time_is_up() is 'True once 70 percent of statement_timeout is used.';
revoke all on function ops._time_is_up() from public;
