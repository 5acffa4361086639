-- Closes a run.
create or replace function ops._finish_run(run bigint, state text default 'done', note text default null)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    update ops.run as r
    set state = _finish_run.state, ended_at = ops.now(), heartbeat_at = ops.now(),
        note = coalesce(_finish_run.note, r.note),
        left_alone = (select count(*) from ops.run_skip as s where s.run = r.id)
    where r.id = _finish_run.run
$$;
comment on function ops._finish_run(bigint, text, text) is 'Sets the final state, the end, and the number of rows left alone.';
revoke all on function ops._finish_run(bigint, text, text) from public;
