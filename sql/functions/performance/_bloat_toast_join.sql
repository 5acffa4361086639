-- SQL that tells which values of a row a rewrite would move out of line.
-- PostgreSQL takes the largest first until the row fits; a value moved out leaves a pointer of 18 bytes.
create or replace function ops._bloat_toast_join(relation oid, sizes text[], wide text[], header integer)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format(
        ' cross join lateral (select case when %1$s > 2032 - %3$s then (
            select min(u.place)
            from (
                select x.place,
                    %1$s - coalesce(sum(((x.place + 2047) >> 11) - 18) over (
                        order by x.place desc rows between unbounded preceding and 1 preceding), 0) as length
                from unnest(array[%2$s]) as x (place)
                where x.place > 24 * 2048
            ) as u
            where u.length > %4$s - %3$s
        ) end) as w (least)',
        array_to_string(sizes, ' + '), array_to_string(wide, ', '), header,
        coalesce((
            select o.option_value
            from pg_class as c, pg_options_to_table(c.reloptions) as o
            where c.oid = relation and o.option_name = 'toast_tuple_target'), '2032')
    )
$$;
comment on function ops._bloat_toast_join(oid, text[], text[], integer) is
    'Lateral join that gives least: values whose size * 2048 - place reaches it are moved out.';
revoke all on function ops._bloat_toast_join(oid, text[], text[], integer) from public;
