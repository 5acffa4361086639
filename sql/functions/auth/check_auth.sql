-- What is wrong with signing in (runbook 2): lockouts, attacks, roles of people who left.
create or replace function ops.check_auth(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('auth', max_rows) as v;
end
$$;
comment on function ops.check_auth(integer) is
    'Runbook 2, detection and steps 1, 3 and 4. Violations by severity; max_rows a rule, null for all. Only reads.';
revoke all on function ops.check_auth(integer) from public;
grant execute on function ops.check_auth(integer) to ops_reader;
