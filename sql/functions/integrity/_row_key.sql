-- By which single column rows of a table are told apart: what a repair and its journal need.
create or replace function ops._row_key(relation text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select a.attname::text
    from pg_attribute as a
    join pg_index as i
        on i.indrelid = a.attrelid
        and i.indisunique
        and i.indpred is null
        and i.indnkeyatts = 1
        and i.indkey[0] = a.attnum
    where a.attrelid = to_regclass(relation)
        and a.attnotnull
        and a.attname = coalesce((select s.key_column from ops.subject as s where s.relation = _row_key.relation), 'id')
    limit 1
$$;
comment on function ops._row_key(text) is 'The column of ops.subject, else id, where a unique index makes it a key; null for other tables, whose rows we report and never change.';
revoke all on function ops._row_key(text) from public;
