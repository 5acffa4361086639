-- Calls a function of ours that needs no argument, where this release has it.
create or replace function ops._call_if_there(name text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_answer text;
begin
    if not exists (
        select from pg_proc as p
        where p.pronamespace = 'ops'::regnamespace and p.proname = _call_if_there.name
            and p.pronargs = p.pronargdefaults
    ) then
        return null;
    end if;
    execute format('select string_agg(a::text, ''; '') from ops.%I() as a', name) into v_answer;
    return format('ops.%s(): %s', name, left(coalesce(v_answer, 'done'), 500));
exception
    -- an extension that is not here is no fault of the job
    when sqlstate 'OP003' then
        return format('ops.%s(): %s', name, sqlerrm);
end
$$;
comment on function ops._call_if_there(text) is 'What it returned, as text; null where there is no such function.';
revoke all on function ops._call_if_there(text) from public;
