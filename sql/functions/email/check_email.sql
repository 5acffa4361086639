-- What is wrong with mail (runbook 4): failures, states the worker never reads, counters and stamps.
create or replace function ops.check_email(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('email', max_rows) as v;
end
$$;
comment on function ops.check_email(integer) is
    'Runbook 4, detection and step 1. Violations by severity; max_rows a rule, null for all. Bounces are not in the '
    'database. Only reads.';
revoke all on function ops.check_email(integer) from public;
grant execute on function ops.check_email(integer) to ops_reader;
