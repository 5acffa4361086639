-- What stands for the digest of a row that is to be gone.
create or replace function ops._seal_gone()
returns bytea
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select decode(repeat('00', 32), 'hex')
$$;
comment on function ops._seal_gone() is '32 zero bytes; also what stands before the first batch.';
revoke all on function ops._seal_gone() from public;
