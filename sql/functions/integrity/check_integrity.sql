-- What is wrong with stored data (runbook 8): calculated fields that do not match, states that cannot be.
create or replace function ops.check_integrity(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('integrity', max_rows) as v;
end
$$;
comment on function ops.check_integrity(integer) is 'Runbook 8, detection and verification. Violations by severity, then metres; max_rows a rule, null for all. Only reads.';
revoke all on function ops.check_integrity(integer) from public;
grant execute on function ops.check_integrity(integer) to ops_reader;
