-- The foreign keys of the application, and how far the database itself watches over them.
create or replace function ops._foreign_keys()
returns table (
    name text, child text, parent text, child_columns text[], parent_columns text[], operators text[],
    is_full boolean, on_delete "char", is_validated boolean, is_enforced boolean, is_watched boolean,
    child_key text, parent_key text
)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.conname,
        format('%I.%I', cn.nspname, cr.relname),
        format('%I.%I', pn.nspname, pr.relname),
        array(
            select a.attname::text
            from unnest(c.conkey) with ordinality as k (attnum, place)
            join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.attnum
            order by k.place
        ),
        array(
            select a.attname::text
            from unnest(c.confkey) with ordinality as k (attnum, place)
            join pg_attribute as a on a.attrelid = c.confrelid and a.attnum = k.attnum
            order by k.place
        ),
        -- the key's own operators: a bare = under a pinned path compares citext as text
        array(
            select format('operator(%I.%s)', n.nspname, o.oprname)
            from unnest(c.conpfeqop) with ordinality as k (operator, place)
            join pg_operator as o on o.oid = k.operator
            join pg_namespace as n on n.oid = o.oprnamespace
            order by k.place
        ),
        c.confmatchtype = 'f',
        c.confdeltype,
        c.convalidated,
        -- PostgreSQL 18 can have a key that is not enforced at all
        coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true),
        not exists (
            select from pg_trigger as t where t.tgconstraint = c.oid and t.tgenabled in ('D', 'R')
        ),
        ops._row_key(format('%I.%I', cn.nspname, cr.relname)),
        ops._row_key(format('%I.%I', pn.nspname, pr.relname))
    from pg_constraint as c
    join pg_class as cr on cr.oid = c.conrelid
    join pg_namespace as cn on cn.oid = cr.relnamespace
    join pg_class as pr on pr.oid = c.confrelid
    join pg_namespace as pn on pn.oid = pr.relnamespace
    where c.contype = 'f'
        and c.conparentid = 0
        and cn.nspname in ('public', 'auth')
        and has_table_privilege(c.conrelid, 'select')
        and has_table_privilege(c.confrelid, 'select')
        -- a key over a period of time compares ranges, not rows
        and not coalesce((to_jsonb(c) ->> 'conperiod')::boolean, false)
$$;
comment on function ops._foreign_keys() is 'One row a foreign key of a table in public or auth that we may read; those of single partitions are their parent''s. child_key and parent_key as ops._row_key.';
revoke all on function ops._foreign_keys() from public;
