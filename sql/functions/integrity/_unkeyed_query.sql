-- The query that finds ids without a row, for one column without foreign key.
create or replace function ops._unkeyed_query(child text, child_column text, parents text[])
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format(
        'select %1$L::text, jsonb_build_object(''row'', %10$L || t.%2$I::text), '
        'left(format(''%%s %%s: no %%s for its %%s'', %3$L::text, t.%2$I, %4$L::text, %5$L::text), 100), '
        'null::text, null::jsonb, to_jsonb(t.%6$I), null::numeric, '
        'jsonb_build_object(''column'', %6$L::text, ''looked_in'', %7$L::text[]), null::text '
        'from %8$s as t where t.%6$I is not null and ($1 is null or %10$L || t.%2$I::text = any ($1)) and %9$s',
        child, ops._row_key(child), replace(split_part(child, '.', 2), '_', ' '),
        (select string_agg(replace(split_part(p, '.', 2), '_', ' '), ' or ') from unnest(parents) as p),
        replace(child_column, '_', ' '), child_column, parents, to_regclass(child)::text,
        (
            select string_agg(format('not exists (select from %s as p where p.%I = t.%I)',
                to_regclass(substring(p from '^(.*)[.]'))::text, substring(p from '[^.]*$'), child_column), ' and ')
            from unnest(parents) as p
        ),
        -- a row may have several such columns: each is a reference of its own
        format('%s.%s:', child, child_column)
    )
$$;
comment on function ops._unkeyed_query(text, text, text[]) is 'SQL text of hits over $1 keys.';
revoke all on function ops._unkeyed_query(text, text, text[]) from public;
