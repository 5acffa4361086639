-- The numbers of performance that a resolution check compares with.
create or replace function ops._measures_performance()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select m.measure, m.value, m.unit
        from pg_stat_database as d
        cross join lateral (values
            ('temporary_bytes', d.temp_bytes::numeric, 'bytes'),
            ('conflicts', d.conflicts, 'statements'),
            ('deadlocks', d.deadlocks, 'deadlocks'),
            ('cache_hits', d.blks_hit, 'blocks'),
            ('disk_reads', d.blks_read, 'blocks')
        ) as m (measure, value, unit)
        where d.datname = current_database();
    return query
        select 'page ' || p.page, p.milliseconds, 'ms'
        from (select distinct on (t.page) t.page, t.milliseconds from ops.page_time as t order by t.page,
            t.measured_at desc, t.id desc) as p;
    if exists (select from pg_extension as e where e.extname = 'pg_stat_statements')
        and pg_has_role(current_user, 'pg_read_all_stats', 'usage') then
        return query
            select m.measure, m.value, m.unit
            from (select sum(s.calls) as calls, sum(s.total_ms) as total_ms from ops.statements() as s) as t
            cross join lateral (values
                ('statement_calls', t.calls, 'calls'), ('statement_ms', t.total_ms, 'ms')
            ) as m (measure, value, unit);
    end if;
end
$$;
comment on function ops._measures_performance() is
    'Counters of the database, the newest page times, and calls and time of all statements where they are counted.';
revoke all on function ops._measures_performance() from public;
