-- A table as it is written after from: without the tables that inherit from it, unless they are its partitions.
create or replace function ops._only(relation text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when c.relkind = 'p' then '' else 'only ' end || c.oid::regclass::text
    from pg_class as c
    where c.oid = to_regclass(relation)
$$;
comment on function ops._only(text) is 'SQL text; a foreign key of a table says nothing of tables that inherit from it.';
revoke all on function ops._only(text) from public;
