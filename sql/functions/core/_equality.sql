-- Which operator says that two values of a type are equal: the type's own, whatever the search path.
-- plpgsql with one plan for all calls: called for each rule, a plan each time would cost more than the answer.
create or replace function ops._equality(type oid)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (
        select format('operator(%I.%s)', n.nspname, o.oprname)
        from pg_type as t
        join pg_opclass as c
            on c.opcintype = coalesce(nullif(t.typbasetype, 0), t.oid)
            or (c.opcintype = 'anyenum'::regtype and t.typtype = 'e')
            or (c.opcintype = 'anyarray'::regtype and t.typcategory = 'A')
            or (c.opcintype = 'text'::regtype and t.oid = 'varchar'::regtype)
        join pg_am as m
            on m.oid = c.opcmethod and m.amname = 'btree'
        join pg_amop as a
            on a.amopfamily = c.opcfamily
            and a.amoplefttype = c.opcintype
            and a.amoprighttype = c.opcintype
            and a.amopstrategy = 3
        join pg_operator as o
            on o.oid = a.amopopr
        join pg_namespace as n
            on n.oid = o.oprnamespace
        where t.oid = type and c.opcdefault
        order by c.opcintype <> t.oid
        limit 1
    );
end
$$;
comment on function ops._equality(oid) is 'operator(schema.=) of the type''s default btree class; null where the type has none (json, point). A bare = under a pinned path compares citext as text.';
revoke all on function ops._equality(oid) from public;
