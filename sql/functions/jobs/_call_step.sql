-- Calls a function of ours that needs no argument, as a step of a job.
create or replace function ops._call_step(name text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_answer text;
begin
    execute format('select string_agg(a::text, ''; '') from ops.%I() as a', name) into v_answer;
    return format('ops.%s(): %s', name, left(coalesce(v_answer, 'done'), 500));
exception
    -- an extension that is not here is no fault of the job
    when sqlstate 'OP003' then
        return format('ops.%s(): %s', name, sqlerrm);
end
$$;
comment on function ops._call_step(text) is 'What it returned, as text; what cannot be done here (OP003) is an answer too.';
revoke all on function ops._call_step(text) from public;
