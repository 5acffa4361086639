-- Says that a rule cannot tell, when the privilege is missing without which the catalog hides its rows.
create or replace function ops._blind(role name, what text)
returns setof ops.hit
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select null::text, null::jsonb, format('cannot tell: %s; needs %s', what, role), null::text, null::jsonb,
        null::jsonb, null::numeric, jsonb_build_object('role', current_user, 'missing', role),
        format('grant %I to %I', role, current_user)
    where not pg_has_role(current_user, role, 'usage')
$$;
comment on function ops._blind(name, text) is
    'One hit without subject (status unknown) whose fix is the GRANT; nothing when the role is held.';
revoke all on function ops._blind(name, text) from public;
