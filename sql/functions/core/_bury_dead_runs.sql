-- Marks runs whose session is gone as interrupted, and refuses to work beside one that lives.
create or replace function ops._bury_dead_runs()
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run ops.run;
begin
    for v_run in select r.* from ops.run as r where r.state = 'running' for update loop
        if exists (
            select from pg_stat_activity as a
            where a.pid = v_run.pid and a.backend_start = v_run.backend_start and a.pid <> pg_backend_pid()
        ) then
            perform ops._fail('OP004', format('run %s is working', v_run.id),
                format('%s of %s rows done, by %s, pid %s, last batch %s ago', v_run.done, v_run.planned, v_run.actor,
                    v_run.pid, ops.now() - v_run.heartbeat_at),
                format('wait for it, or end it: select pg_cancel_backend(%s)', v_run.pid));
        end if;
        update ops.run as r
        set state = 'interrupted', ended_at = ops.now(),
            note = 'its session ended; every batch is whole, make a new plan for the rest'
        where r.id = v_run.id;
    end loop;
end
$$;
comment on function ops._bury_dead_runs() is 'Runs in state running without a living owner become interrupted; OP004 when the owner lives.';
revoke all on function ops._bury_dead_runs() from public;
