-- Whether bloat of a relation can be measured, and as what.
create or replace function ops._bloat_kind(relation oid)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when c.relpersistence = 't' then null
        when c.relkind = 't' then 'toast'
        when c.relkind in ('r', 'm') and m.amname = 'heap' then 'heap'
        when c.relkind = 'i' and m.amname = 'btree' then 'btree'
    end
    from pg_class as c
    left join pg_am as m
        on m.oid = c.relam
    where c.oid = relation
$$;
comment on function ops._bloat_kind(oid) is 'heap, toast, btree, or null.';
revoke all on function ops._bloat_kind(oid) from public;
