-- Opens a run for this session: one at a time, and never beside a living one.
create or replace function ops._begin_run(kind text, plan bigint, undoes bigint, area text, reason text, unattended boolean, planned integer)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run bigint;
begin
    perform ops._lock_repairs();
    perform ops._bury_dead_runs();
    insert into ops.run
        (kind, plan, undoes, area, actor, reason, unattended, state, started_at, heartbeat_at, pid, backend_start, planned)
    select _begin_run.kind, _begin_run.plan, _begin_run.undoes, _begin_run.area, ops.actor(), btrim(_begin_run.reason),
        _begin_run.unattended, 'running', ops.now(), ops.now(), a.pid, a.backend_start, _begin_run.planned
    from pg_stat_activity as a
    where a.pid = pg_backend_pid()
    returning id into v_run;
    return v_run;
end
$$;
comment on function ops._begin_run(text, bigint, bigint, text, text, boolean, integer) is 'Inserts the running row and returns its number. OP004 while another run lives.';
revoke all on function ops._begin_run(text, bigint, bigint, text, text, boolean, integer) from public;
