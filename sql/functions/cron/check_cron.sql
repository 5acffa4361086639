-- What is wrong with scheduled work.
create or replace function ops.check_cron(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('cron', max_rows) as v;
end
$$;
comment on function ops.check_cron(integer) is
    'Violations of every rule about scheduled work. Only reads. OP005 for max_rows below 1.';
revoke all on function ops.check_cron(integer) from public;
grant execute on function ops.check_cron(integer) to ops_reader;
