-- Whether pages and statements are fast again: the runbook's resolution check, line by line.
create or replace function ops.verify_performance(as_user uuid default null)
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'Page load times < 2s',
            case when t.milliseconds is null then 'unknown' when t.milliseconds < 2000 then 'passed' else 'failed' end,
            case when t.error is null then format('%s: %s ms in the database for a signed-in user',
                t.page, t.milliseconds)
                else format('%s: %s', t.page, t.error) end,
            jsonb_build_object('call', t.call, 'milliseconds', t.milliseconds, 'rows', t.row_count, 'acted_as',
                t.acted_as),
            case when t.error is not null or t.milliseconds >= 2000 then 'select * from ops.check_performance()' end
        from ops.time_pages(as_user) as t;
    return query select v.* from ops.performance_verification() as v;
end
$$;
comment on function ops.verify_performance(uuid) is
    'One row a page, timed as a signed-in user and rolled back; then mean statement time against the baseline. '
    'Time-outs are manual.';
revoke all on function ops.verify_performance(uuid) from public;
grant execute on function ops.verify_performance(uuid) to ops_reader;
