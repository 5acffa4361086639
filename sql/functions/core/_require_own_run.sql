-- Refuses to work on a run that this session did not begin.
create or replace function ops._require_own_run(run bigint)
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_run(run);
    if not exists (
        select from ops.run as r
        join pg_stat_activity as a
            on a.pid = r.pid and a.backend_start = r.backend_start
        where r.id = _require_own_run.run and r.state = 'running' and a.pid = pg_backend_pid()
    ) then
        perform ops._fail('OP004', format('run %s is not this session''s', run),
            (select format('it is %s, begun by pid %s', r.state, r.pid) from ops.run as r where r.id = _require_own_run.run),
            format('select * from ops.run_rows(%s)', run));
    end if;
end
$$;
comment on function ops._require_own_run(bigint) is 'Raises OP004 unless the run is running and was begun by this session.';
revoke all on function ops._require_own_run(bigint) from public;
