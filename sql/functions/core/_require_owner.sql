-- Refuses what only the owner of the package may do.
create or replace function ops._require_owner()
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_owner name := (select pg_get_userbyid(n.nspowner) from pg_namespace as n where n.nspname = 'ops');
begin
    if not pg_has_role(current_user, v_owner, 'usage') then
        perform ops._fail('OP018', 'only the owner of the package may do this',
            format('you are %s, the owner is %s', current_user, v_owner), format('set role %I', v_owner));
    end if;
end
$$;
comment on function ops._require_owner() is 'Raises OP018 unless the current role has the rights of the owner of schema ops.';
revoke all on function ops._require_owner() from public;
