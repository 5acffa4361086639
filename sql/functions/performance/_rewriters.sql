-- The extensions that rewrite a table without the long lock, as far as the server lets them work.
create or replace function ops._rewriters(out squeeze boolean, out repack boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select
        -- it follows the table through logical decoding
        current_setting('wal_level') = 'logical' and exists (select from pg_extension as e where e.extname = 'pg_squeeze'),
        exists (select from pg_extension as e where e.extname = 'pg_repack')
$$;
comment on function ops._rewriters() is 'One row. A test puts a server of its own in its place.';
revoke all on function ops._rewriters() from public;
