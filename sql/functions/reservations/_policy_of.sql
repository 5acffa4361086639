-- What the stored values of an area are held to.
create or replace function ops._policy_of(area text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select p.policy from ops.policy as p where p.area = _policy_of.area), 'lines')
$$;
comment on function ops._policy_of(text) is 'lines, quarantine or guard.';
revoke all on function ops._policy_of(text) from public;
