-- How large pg_cron's history of runs is, without reading it.
create or replace function ops._cron_history()
returns table (is_off boolean, rows bigint, bytes bigint, oldest timestamptz)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- dynamic: the extension's tables need not be there when the function is looked at
    return query execute format($query$
        select coalesce(current_setting('cron.log_run', true) = 'off', false),
            greatest(c.reltuples::bigint, pg_stat_get_live_tuples(c.oid)),
            pg_table_size(c.oid),
            -- the first few may lack a start
            (select min(o.start_time)
                from (select d.start_time from %1$I.job_run_details as d order by d.runid limit 100) as o)
        from pg_class as c
        where c.oid = to_regclass('cron.job_run_details')
        $query$, to_regnamespace('cron'));
end
$$;
comment on function ops._cron_history() is 'One row; rows as the statistics estimate them.';
revoke all on function ops._cron_history() from public;
