-- SQL that gives the size of each row of a table, or entry of an index, as a rewrite would store it.
create or replace function ops._bloat_tuple_query(relation oid, condition text, besides text[] default '{}')
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_column record;
    v_selected text[] := array[]::text[];
    v_nulls text[] := array[]::text[];
    v_all text[] := array[]::text[];
    v_wide text[] := array[]::text[];
    v_length text := '0';
    v_size text;
    v_pad text;
    v_header integer[];
    v_absent boolean := false;
    v_toasts boolean := (select c.reltoastrelid <> 0 from pg_class as c where c.oid = relation);
begin
    for v_column in select c.* from ops._bloat_columns(relation) as c order by c.place loop
        if v_column.absent then
            v_absent := true;
            continue;
        elsif v_column.length > 0 and not v_column.nullable then
            v_size := v_column.length::text;
            v_pad := (v_column.alignment - 1)::text;
        else
            v_size := format('r.s%s', v_column.place);
            v_selected := array_append(v_selected, format(case
                -- a row made of the value stores it as a table does
                when v_column.loose and v_column.length = -1 and v_column.storage <> 'p'
                    then 'case when pg_column_size(%1$s) > 130 then pg_column_size(%1$s) else pg_column_size(row(%1$s)) - 24 end as s%2$s'
                when v_column.length = -2 then 'octet_length((%1$s)::text) + 1 as s%2$s'
                else 'pg_column_size(%1$s) as s%2$s'
            end, v_column.expression, v_column.place));
            if v_column.nullable then
                v_nulls := array_append(v_nulls, v_size);
            end if;
            if v_toasts and v_column.length = -1 and v_column.storage in ('x', 'e') then
                v_wide := array_append(v_wide, format('%s::bigint * 2048 - %s', v_size, v_column.place));
                v_size := format('case when %1$s::bigint * 2048 - %2$s >= w.least then 18 else %1$s end', v_size,
                    v_column.place);
            end if;
            -- a varlena below 128 bytes has a one-byte header and no padding
            v_pad := case
                when v_column.alignment = 1 then '0'
                when v_column.length = -1 and v_column.storage <> 'p'
                    then format('case when %s > 127 then %s else 0 end', v_size, v_column.alignment - 1)
                when v_column.nullable
                    then format('case when %s is null then 0 else %s end', v_size, v_column.alignment - 1)
                else (v_column.alignment - 1)::text
            end;
            v_size := format('coalesce(%s, 0)', v_size);
            v_all := array_append(v_all, format('coalesce(r.s%s, 0)', v_column.place));
            v_length := format('((%s + %s) & (-1 - %s)) + %s', v_length, v_pad, v_pad, v_size);
            continue;
        end if;
        v_all := array_append(v_all, v_size);
        v_length := format('((%s + %s) & (-1 - %s)) + %s', v_length, v_pad, v_pad, v_size);
    end loop;
    v_header := ops._bloat_headers(relation);
    return format(
        'select ((case when %s then %s else %s end + %s + 7) & -8)::integer as length%s',
        case
            when v_absent then 'true'
            when cardinality(v_nulls) = 0 then 'false'
            else format('num_nulls(%s) > 0', array_to_string(v_nulls, ', '))
        end,
        v_header[2], v_header[1], v_length,
        (select string_agg(format(', r.ops_%s', b.place), '' order by b.place)
            from unnest(besides) with ordinality as b (expression, place))
    ) || format(' from (select %s from %s as t where %s offset 0) as r',
        coalesce(nullif(array_to_string(v_selected || array(
            select format('%s as ops_%s', b.expression, b.place)
            from unnest(besides) with ordinality as b (expression, place)), ', '), ''), '1'),
        coalesce((select i.indrelid from pg_index as i where i.indexrelid = relation), relation)::regclass, condition
    ) || case when cardinality(v_wide) = 0 then '' else ops._bloat_toast_join(relation, v_all, v_wide, v_header[1]) end;
end
$$;
comment on function ops._bloat_tuple_query(oid, text, text[]) is
    'Query text over the rows of alias t that meet the condition; column length, rounded up to 8, without the line '
    'pointer; and ops_1, ops_2, … for further expressions.';
revoke all on function ops._bloat_tuple_query(oid, text, text[]) from public;
