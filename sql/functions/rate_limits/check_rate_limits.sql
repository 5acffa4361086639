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
    return query select b.* from ops.blind_spots('rate_limits') as b;
end
$$;
comment on function ops.check_rate_limits(integer) is
    'Runbook 10, detection and steps 1 and 2. Violations by severity, and at the end always one row with status '
    'unknown: refused calls are not in the database. max_rows a rule, null for all. Only reads.';
revoke all on function ops.check_rate_limits(integer) from public;
grant execute on function ops.check_rate_limits(integer) to ops_reader;
