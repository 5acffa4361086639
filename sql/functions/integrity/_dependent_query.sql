-- The query that finds the rows which name some rows by one foreign key.
create or replace function ops._dependent_query(
    child text, parent text, child_columns text[], parent_columns text[], operators text[],
    child_key text, parent_key text
)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format(
        'select w.root, $3, %1$s, $4, $5 from unnest($1, $2) as w (root, key) '
        'join %2$s as p on p.%3$I %4$s w.key::%5$s join %6$s as t on %7$s',
        case when child_key is null then 'null::text' else format('t.%I::text', child_key) end,
        ops._only(parent),
        parent_key,
        ops._equality(to_regtype(ops._type_of(parent, parent_key))),
        ops._type_of(parent, parent_key),
        ops._only(child),
        string_agg(format('p.%I %s t.%I', c.parent_column, c.operator, c.child_column), ' and ' order by c.place)
    )
    from unnest(child_columns, parent_columns, operators) with ordinality
        as c (child_column, parent_column, operator, place)
$$;
comment on function ops._dependent_query(text, text, text[], text[], text[], text, text) is 'SQL text over $1 roots, $2 keys of parent, $3 child, $4 level, $5 columns to cut.';
revoke all on function ops._dependent_query(text, text, text[], text[], text[], text, text) from public;
