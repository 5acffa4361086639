-- Puts steps before those that a run of a job has left.
create or replace function ops._push_steps(run bigint, variadic words text[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    update ops.job_run as r set todo = words || r.todo where r.id = _push_steps.run
$$;
comment on function ops._push_steps(bigint, text[]) is 'In the order given.';
revoke all on function ops._push_steps(bigint, text[]) from public;
