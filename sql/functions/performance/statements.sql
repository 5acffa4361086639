-- The statements of this database that pg_stat_statements has counted, in whatever schema and version it is.
create or replace function ops.statements()
returns table (
    queryid bigint, calls bigint, total_ms numeric, mean_ms numeric, share numeric, row_count bigint, query text
)
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
-- the view lies in the schema that the extension's own row names
-- @plpgsql_check_options: security_warnings = off
begin
    if not exists (select from pg_extension as e where e.extname = 'pg_stat_statements') then
        perform ops._fail('OP003', 'pg_stat_statements is not installed here', 'nothing counts the statements',
            'create extension pg_stat_statements with schema extensions');
    end if;
    return query execute format($query$
        select s.queryid, sum(s.calls)::bigint, round(sum(s.total_exec_time)::numeric, 2),
            round((sum(s.total_exec_time) / greatest(sum(s.calls), 1))::numeric, 2),
            round((100 * sum(s.total_exec_time) / nullif(sum(sum(s.total_exec_time)) over (), 0))::numeric, 1),
            sum(s.rows)::bigint, min(s.query)
        from %1$I.pg_stat_statements as s
        where s.dbid = (select d.oid from pg_catalog.pg_database as d where d.datname = pg_catalog.current_database())
            and s.queryid is not null %2$s
        group by s.queryid
        $query$,
        (select n.nspname from pg_extension as e join pg_namespace as n on n.oid = e.extnamespace
            where e.extname = 'pg_stat_statements'),
        -- a statement inside a function is part of the one that called it; 1.8 does not tell
        (select 'and s.toplevel' from pg_extension as e
            where e.extname = 'pg_stat_statements' and string_to_array(e.extversion, '.')::integer[] >= array[1, 9])
    );
end
$$;
comment on function ops.statements() is
    'One row a statement: calls, time in milliseconds, share of all time in percent. OP003 without the extension, '
    '55000 where the server has not loaded it.';
revoke all on function ops.statements() from public;
grant execute on function ops.statements() to ops_reader;
