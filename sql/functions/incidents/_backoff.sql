-- How long a message waits after its nth failure.
create or replace function ops._backoff(attempts integer)
returns interval
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select least(interval '15 s' * power(2, least(attempts, 20) - 1), interval '1 hour')
$$;
comment on function ops._backoff(integer) is '15 s, 30 s, 1 min … at most an hour.';
revoke all on function ops._backoff(integer) from public;
