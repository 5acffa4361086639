-- The columns of a heap or an index as its tuples store them, in order.
create or replace function ops._bloat_columns(relation oid)
returns table (place integer, expression text, length integer, alignment integer, storage text, nullable boolean,
    absent boolean, loose boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select a.attnum::integer,
        case
            when c.relkind in ('i', 'I') then '(' || pg_get_indexdef(c.oid, a.attnum, false) || ')'
            else 't.' || quote_ident(a.attname)
        end,
        a.attlen::integer,
        case a.attalign when 'c' then 1 when 's' then 2 when 'i' then 4 else 8 end,
        a.attstorage::text,
        case
            when c.relkind not in ('i', 'I') then not a.attnotnull
            -- an expression can be null whatever its columns are
            else i.indkey[a.attnum - 1] = 0 or not h.attnotnull
        end,
        -- a rewrite stores neither dropped columns nor, from 18, computed ones: a null takes their place
        a.attisdropped or a.attgenerated = 'v',
        -- an expression's result, and a default that older rows never got, come with a four-byte header
        i.indkey[a.attnum - 1] is not distinct from 0 or a.atthasmissing or coalesce(h.atthasmissing, false)
    from pg_class as c
    join pg_attribute as a
        on a.attrelid = c.oid and a.attnum > 0
    left join pg_index as i
        on i.indexrelid = c.oid
    left join pg_attribute as h
        on h.attrelid = i.indrelid and h.attnum = i.indkey[a.attnum - 1]
    where c.oid = relation
    order by a.attnum
$$;
comment on function ops._bloat_columns(oid) is
    'Expression over alias t, stored length (-1 varlena, -2 cstring), alignment in bytes, storage letter; loose '
    'where a value can come with a longer header than it is stored with.';
revoke all on function ops._bloat_columns(oid) from public;
