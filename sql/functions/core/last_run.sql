-- Which run this session made last.
create or replace function ops.last_run()
returns bigint
language sql
stable parallel restricted
security definer
set search_path = pg_catalog, pg_temp
as $$
    select max(r.id)
    from ops.run as r
    join pg_stat_activity as a
        on a.pid = r.pid and a.backend_start = r.backend_start
    where a.pid = pg_backend_pid()
$$;
comment on function ops.last_run() is 'Number of the newest run of this session; null when it made none.';
revoke all on function ops.last_run() from public;
grant execute on function ops.last_run() to ops_reader;
