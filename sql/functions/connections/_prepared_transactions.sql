-- Prepared transactions of this database.
create or replace function ops._prepared_transactions()
returns table (gid text, prepared timestamptz, owner text, xid_age integer)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select p.gid, p.prepared, p.owner, age(p.transaction)
    from pg_prepared_xacts as p
    where p.database = current_database()
$$;
comment on function ops._prepared_transactions() is
    'One row a transaction that was prepared and neither committed nor rolled back.';
revoke all on function ops._prepared_transactions() from public;
