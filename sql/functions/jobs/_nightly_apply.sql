-- Begins to apply a nightly plan.
create or replace function ops._nightly_apply(run bigint, plan bigint)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run bigint := ops._begin_apply(plan, 'nightly repair', false);
    v_done ops.run;
begin
    select r.* into v_done from ops.run as r where r.id = v_run;
    if v_done.state <> 'running' then
        return ops._run_summary(v_run);
    end if;
    perform ops._push_steps(run, 'batch ' || v_run);
    return null;
end
$$;
comment on function ops._nightly_apply(bigint, bigint) is 'Null when the run goes on in batches; else why it was refused, over a cap: then nothing is changed and an incident is open.';
revoke all on function ops._nightly_apply(bigint, bigint) from public;
