-- The query that finds what one foreign key should forbid: an anti-join that reads each table once.
create or replace function ops._orphan_query(
    child text, parent text, child_columns text[], parent_columns text[], operators text[],
    is_full boolean, child_key text, keyed boolean
)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format(
        'select $1 || '':'' || %1$s, $1, %1$s, $2, $3, $4, jsonb_build_object(%2$s) '
        'from %3$s as t where %4$s and not exists (select from %5$s as p where %6$s)%7$s',
        case
            when child_key is null
                then format('row(%s)::text', string_agg(format('t.%I', c.child_column), ', ' order by c.place))
            else format('t.%I::text', child_key)
        end,
        string_agg(format('%L, t.%I::text', c.child_column, c.child_column), ', ' order by c.place),
        ops._only(child),
        case
            -- MATCH FULL: some null and some not is itself broken
            when is_full
                then '(' || string_agg(format('t.%I is not null', c.child_column), ' or ' order by c.place) || ')'
            else string_agg(format('t.%I is not null', c.child_column), ' and ' order by c.place)
        end,
        ops._only(parent),
        string_agg(format('p.%I %s t.%I', c.parent_column, c.operator, c.child_column), ' and ' order by c.place),
        case when not keyed then '' else format(' and t.%I %s any ($5::%s[])', child_key,
            ops._equality(to_regtype(ops._type_of(child, child_key))), ops._type_of(child, child_key)) end
    )
    from unnest(child_columns, parent_columns, operators) with ordinality
        as c (child_column, parent_column, operator, place)
$$;
comment on function ops._orphan_query(text, text, text[], text[], text[], boolean, text, boolean) is 'SQL text over $1 child, $2 constraint, $3 columns, $4 parent and, keyed, $5 values of child_key.';
revoke all on function ops._orphan_query(text, text, text[], text[], text[], boolean, text, boolean) from public;
