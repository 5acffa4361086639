-- Refuses a contact role that does not exist.
create or replace function ops._require_role(role text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from ops.contact_role as r where r.role = _require_role.role) then
        perform ops._fail('OP013', format('there is no contact role %s', coalesce(quote_literal(role), 'null')),
            'roles: ' || (select string_agg(r.role, ', ' order by r.place) from ops.contact_role as r),
            'select * from ops.contact_role');
    end if;
end
$$;
comment on function ops._require_role(text) is 'Raises OP013, with the roles there are, unless it exists.';
revoke all on function ops._require_role(text) from public;
