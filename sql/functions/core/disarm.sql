-- Stops all unattended work.
create or replace function ops.disarm()
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from ops.arming;
    return (select a.detail from ops.armed() as a);
end
$$;
comment on function ops.disarm() is 'From now on nothing runs by itself. Checks and repairs by hand go on.';
revoke all on function ops.disarm() from public;
grant execute on function ops.disarm() to ops_operator;
