-- The query that compares a table with its copy from a backup.
create or replace function ops._restore_query(source regclass, target text, what text, columns text[])
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with shared as (
        -- a column that only one side has is left alone: the other side's default, or nothing, stands
        select t.attname as name, s.attnum as place,
            format_type(t.atttypid, t.atttypmod) as type
        from pg_attribute as t
        join pg_attribute as s
            on s.attrelid = source and s.attname = t.attname and s.attnum > 0 and not s.attisdropped
        where t.attrelid = to_regclass(target)
            and t.attnum > 0
            and not t.attisdropped
            and t.attgenerated = ''
            and (columns is null or what = 'missing' or t.attname = any (columns))
    ),
    key as (
        select ops._row_key(target) as name, ops._type_of(target, ops._row_key(target)) as type
    )
    select case what
        when 'missing' then format(
            'select s.%1$I::text, null::jsonb, jsonb_object(array[%2$s]::text[], array[%3$s]::text[]) from %4$s as s '
            'where not exists (select from %5$s as t where t.%1$I %6$s s.%1$I::%7$s) '
            'and ($1 is null or s.%1$I::text = any ($1)) order by s.%1$I limit $2',
            k.name,
            (select string_agg(quote_literal(c.name), ', ' order by c.place) from shared as c),
            (select string_agg(format('s.%I::%s::text', c.name, c.type), ', ' order by c.place) from shared as c),
            source, to_regclass(target), ops._equality(to_regtype(k.type)), k.type)
        else format(
            'select w.key, w.was, w.becomes from (select t.%1$I::text as key, t.%1$I as place, '
            'ops._image_difference(jsonb_object(array[%2$s]::text[], array[%3$s]::text[]), '
            'jsonb_object(array[%2$s]::text[], array[%4$s]::text[])) as was, '
            'ops._image_difference(jsonb_object(array[%2$s]::text[], array[%4$s]::text[]), '
            'jsonb_object(array[%2$s]::text[], array[%3$s]::text[])) as becomes '
            'from %5$s as t join %6$s as s on t.%1$I %7$s s.%1$I::%8$s '
            'where $1 is null or t.%1$I::text = any ($1)) as w where w.was <> ''{}'' order by w.place limit $2',
            k.name,
            (select string_agg(quote_literal(c.name), ', ' order by c.place) from shared as c where c.name <> k.name),
            (select string_agg(format('t.%I::text', c.name), ', ' order by c.place)
                from shared as c where c.name <> k.name),
            (select string_agg(format('s.%I::%s::text', c.name, c.type), ', ' order by c.place)
                from shared as c where c.name <> k.name),
            to_regclass(target), source, ops._equality(to_regtype(k.type)), k.type)
    end
    from key as k
$$;
comment on function ops._restore_query(regclass, text, text, text[]) is 'SQL text over $1 keys and $2 limit, returning key, was and becomes as images: rows that only the copy has (missing), or columns that differ (changed).';
revoke all on function ops._restore_query(regclass, text, text, text[]) from public;
