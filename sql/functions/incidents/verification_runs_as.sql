-- Whose rights an area's resolution verification runs with.
create or replace function ops.verification_runs_as(area text)
returns text
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_area(area);
    return (
        select case when p.prosecdef then 'owner' else 'caller' end
        from pg_proc as p
        where p.pronamespace = 'ops'::regnamespace and p.proname = 'verify_' || area and p.pronargs = p.pronargdefaults
            and p.proretset and p.prorettype = 'ops.verification'::regtype
    );
end
$$;
comment on function ops.verification_runs_as(text) is 'owner; caller, where it acts as a signed-in user, which no definer function may; null where nothing verifies itself. OP001.';
revoke all on function ops.verification_runs_as(text) from public;
grant execute on function ops.verification_runs_as(text) to ops_reader;
