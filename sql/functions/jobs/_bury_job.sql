-- Notes that a job's session died, and whether it is tried again at once.
create or replace function ops._bury_job(given ops.job)
returns ops.job
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_job ops.job;
begin
    update ops.job_run as r
    set state = 'interrupted', ended_at = ops.now(), todo = '{}',
        note = concat_ws(E'\n', r.note, 'its session ended at: ' || coalesce(r.todo[r.steps + 1], 'the end'))
    where r.id = (given).run and r.state = 'running';
    update ops.job as j
    set state = 'idle', run = null, retries = j.retries + 1,
        -- what kills its session each time must not do so for ever
        due_at = case when j.retries < 2 then ops.now() else ops._next_due(j, ops.now()) end
    where j.name = (given).name
    returning * into v_job;
    return v_job;
end
$$;
comment on function ops._bury_job(ops.job) is 'The job as it is now: due at once, or after two such deaths in a row at its next regular time.';
revoke all on function ops._bury_job(ops.job) from public;
