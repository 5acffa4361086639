-- Does all that is left of a run within this transaction, and closes it.
create or replace function ops._finish_batches(run bigint)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if (select r.state from ops.run as r where r.id = _finish_batches.run) = 'running' then
        while ops._do_batch(run) loop
            null;
        end loop;
        perform ops._finish_run(run);
    end if;
end
$$;
comment on function ops._finish_batches(bigint) is 'Runs batches until none is left; a refused run is left as it is.';
revoke all on function ops._finish_batches(bigint) from public;
