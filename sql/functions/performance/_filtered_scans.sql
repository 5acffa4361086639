-- The columns that a plan filters by while it reads a whole table.
create or replace function ops._filtered_scans(plan jsonb)
returns table (relation text, column_name text, is_equal boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with recursive node as (
        select plan as n
        union all
        select c.n from node cross join lateral jsonb_array_elements(node.n -> 'Plans') as c (n)
    ),
    scan as (
        select format('%I.%I', n ->> 'Schema', n ->> 'Relation Name') as relation, n ->> 'Filter' as filter
        from node
        where n ->> 'Node Type' = 'Seq Scan' and n ? 'Filter'
    )
    select s.relation, a.attname::text, bool_or(s.filter ~ format(p.form, a.attname, '='))
    from scan as s
    join pg_attribute as a
        on a.attrelid = to_regclass(s.relation) and a.attnum > 0 and not a.attisdropped
    -- the bare column or its cast, not what a function makes of it
    cross join (values ('[( ](\w+\.)?%1$s %2$s |\((\w+\.)?%1$s\)::[a-z ]+ %2$s ')) as p (form)
    -- names with other characters would need escaping; an application's have none
    where a.attname ~ '^[a-z_][a-z0-9_]*$'
        and s.filter ~ format(p.form, a.attname, '(=|<|>|<=|>=)')
    group by s.relation, a.attname
$$;
comment on function ops._filtered_scans(jsonb) is
    'One row a table and column compared by =, <, >, <= or >= in the filter of a sequential scan.';
revoke all on function ops._filtered_scans(jsonb) from public;
