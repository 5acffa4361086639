-- Puts steps behind the one that a job is at, before those that are left.
create or replace function ops._push_steps(run bigint, variadic words text[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    update ops.job_run as r
    set todo = r.todo[:r.steps + 1] || words || r.todo[r.steps + 2:]
    where r.id = _push_steps.run
$$;
comment on function ops._push_steps(bigint, text[]) is 'In the order given.';
revoke all on function ops._push_steps(bigint, text[]) from public;
