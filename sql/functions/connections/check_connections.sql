-- What is wrong with connections, sessions, locks and replication now.
create or replace function ops.check_connections(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('connections', max_rows) as v;
end
$$;
comment on function ops.check_connections(integer) is
    'Violations of every rule about connections. Only reads, also on a standby. OP005 for max_rows below 1.';
revoke all on function ops.check_connections(integer) from public;
grant execute on function ops.check_connections(integer) to ops_reader;
