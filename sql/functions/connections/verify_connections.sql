-- Whether connections are well again: the runbook's resolution check, line by line.
create or replace function ops.verify_connections(as_user uuid default null)
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_started timestamptz := clock_timestamp();
    v_ms numeric;
    v_tables bigint;
begin
    select count(*) into v_tables from pg_class as c where c.relkind = 'r';
    v_ms := round(1000 * extract(epoch from clock_timestamp() - v_started), 1);
    return query select 'Test query from application', case when v_ms < 1000 then 'passed' else 'failed' end,
        format('the server answered in %s ms; that of the application goes through PostgREST: load any list', v_ms),
        jsonb_build_object('milliseconds', v_ms, 'tables', v_tables),
        case when v_ms >= 1000 then 'select * from ops.check_performance()' end;
    return query select v.* from ops.connections_verification() as v;
    return query
        select 'Verify user can load inventory page',
            case when t.milliseconds is null then 'unknown' when t.milliseconds < t.limit_ms then 'passed'
                else 'failed' end,
            case when t.error is null
                then format('%s answers in %s ms, the limit of role authenticated is %s ms', t.call,
                    t.milliseconds, t.limit_ms)
                else format('%s: %s', t.call, t.error) end,
            jsonb_build_object('milliseconds', t.milliseconds, 'limit', t.limit_ms, 'rows', t.row_count, 'acted_as',
                t.acted_as),
            case when t.error is not null or t.milliseconds >= t.limit_ms
                then 'select * from ops.check_performance()' end
        from ops.time_pages(as_user) as t
        where t.page in ('dashboard', 'inventory');
end
$$;
comment on function ops.verify_connections(uuid) is
    'One row a line: server answers, connections to spare, nobody waits, bad ends a minute since the baseline, and '
    'the inventory page''s functions as a signed-in user within that role''s limit.';
revoke all on function ops.verify_connections(uuid) from public;
grant execute on function ops.verify_connections(uuid) to ops_reader;
