-- The end of the chain of seals in one line, to be kept where nobody of this database can write.
create or replace function ops.seal_head()
returns text
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select format('ops-seal %s %s %s %s', b.id, encode(b.hash, 'hex'),
        to_char(b.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), current_database())
    from ops.seal_batch as b
    order by b.id desc
    limit 1
$$;
comment on function ops.seal_head() is 'Number and hash of the last batch, its time, the database; null while nothing is sealed. What ops.verify_seals(head => …) takes.';
revoke all on function ops.seal_head() from public;
grant execute on function ops.seal_head() to ops_reader;
