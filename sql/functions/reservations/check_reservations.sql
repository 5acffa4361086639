-- What is wrong with reservations (runbook 6): "insufficient stock", counters that do not match.
create or replace function ops.check_reservations(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('reservations', max_rows) as v;
end
$$;
comment on function ops.check_reservations(integer) is 'Runbook 6, detection and steps 1-2. Violations by severity, then metres; max_rows a rule, null for all. Only reads.';
revoke all on function ops.check_reservations(integer) from public;
grant execute on function ops.check_reservations(integer) to ops_reader;
