-- Which column tells the rows of a table apart, whether or not the package knows the table.
create or replace function ops._single_key(target regclass)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select a.attname::text
    from pg_index as i
    join pg_attribute as a
        on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = target
        and i.indisunique
        and i.indisvalid
        and i.indpred is null
        and i.indnkeyatts = 1
        and a.attnotnull
    order by
        a.attname = (select s.key_column from ops.subject as s where s.relation = (
            select format('%I.%I', n.nspname, c.relname)
            from pg_class as c
            join pg_namespace as n
                on n.oid = c.relnamespace
            where c.oid = target)) desc nulls last,
        i.indisprimary desc, a.attnum
    limit 1
$$;
comment on function ops._single_key(regclass) is 'The key the package goes by, else the primary key of one column, else another unique column that is not null.';
revoke all on function ops._single_key(regclass) from public;
