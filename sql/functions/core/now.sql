-- What time it is for every rule and schedule: the transaction's, moved by ops.clock in tests.
create or replace function ops.now()
returns timestamptz
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select pg_catalog.now() + c.shift from ops.clock as c
$$;
comment on function ops.now() is 'Start of this transaction, moved by ops.clock (which only the owner can write).';
revoke all on function ops.now() from public;
grant execute on function ops.now() to ops_reader;
