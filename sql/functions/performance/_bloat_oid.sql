-- The relation of a name, also where the schema of TOAST tables may not be entered.
create or replace function ops._bloat_oid(relation text)
returns oid
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when relation like 'pg\_toast.%' then (
            select c.oid
            from pg_class as c
            where c.relnamespace = 'pg_toast'::regnamespace and c.relname = substr(relation, 10))
        else ops._relation(relation)::oid
    end
$$;
comment on function ops._bloat_oid(text) is 'Null when there is none.';
revoke all on function ops._bloat_oid(text) from public;
