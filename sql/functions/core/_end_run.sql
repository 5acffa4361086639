-- Closes the run of a procedure and says what became of it.
create or replace function ops._end_run(run bigint)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if (select r.state from ops.run as r where r.id = _end_run.run) = 'running' then
        perform ops._require_own_run(run);
        perform ops._finish_run(run);
    end if;
    return ops._run_summary(run);
end
$$;
comment on function ops._end_run(bigint) is 'Summary of the run, closed now if it was still running.';
revoke all on function ops._end_run(bigint) from public;
grant execute on function ops._end_run(bigint) to ops_operator;
