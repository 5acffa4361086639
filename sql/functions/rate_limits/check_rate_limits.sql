-- What is wrong with keys of the API and their limits (runbook 10).
create or replace function ops.check_rate_limits(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('rate_limits', max_rows) as v;
    raise notice 'refused calls are answered 401 and logged nowhere: how many there were is unknown, not none';
end
$$;
comment on function ops.check_rate_limits(integer) is 'Runbook 10, detection and steps 1 and 2. Violations by severity; max_rows a rule, null for all. Refused calls are not in the database. Only reads.';
revoke all on function ops.check_rate_limits(integer) from public;
grant execute on function ops.check_rate_limits(integer) to ops_reader;
