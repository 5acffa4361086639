-- Bytes before the first column of a tuple: without any null, and with one.
create or replace function ops._bloat_headers(relation oid)
returns integer[]
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        -- an index has one bitmap of fixed size, a heap one bit a column, dropped ones included
        when c.relkind = 'i' then array[8, 16]
        else array[24, (23 + (c.relnatts + 7) / 8 + 7) & -8]
    end
    from pg_class as c
    where c.oid = relation
$$;
comment on function ops._bloat_headers(oid) is 'Aligned header sizes of heap and index tuples.';
revoke all on function ops._bloat_headers(oid) from public;
