-- Refuses unattended work in a database it was not allowed for.
create or replace function ops._require_armed()
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_armed ops.diagnosis;
begin
    select a.* into v_armed from ops.armed() as a;
    if v_armed.state <> 'ok' then
        perform ops._fail('OP015', 'unattended work is not armed here', v_armed.detail, v_armed.fix);
    end if;
end
$$;
comment on function ops._require_armed() is 'Raises OP015 unless ops.armed() says ok.';
revoke all on function ops._require_armed() from public;
