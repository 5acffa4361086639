-- The affected customers and orders as CSV.
create or replace function ops.affected_csv(incident bigint)
returns text
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(line, E'\r\n' order by place) || E'\r\n'
    from (
        select 0 as place, 'kind,number,customer,metres,rule' as line
        union all
        select row_number() over (order by a.kind desc, a.number),
            concat_ws(',', a.kind, ops._csv(a.number), ops._csv(a.customer), coalesce(a.metres::text, ''),
                ops._csv(a.why))
        from ops.affected(incident) as a
    ) as l
$$;
comment on function ops.affected_csv(bigint) is 'RFC 4180, with a heading; a spreadsheet takes no cell of it for a formula. OP013.';
revoke all on function ops.affected_csv(bigint) from public;
grant execute on function ops.affected_csv(bigint) to ops_operator;
