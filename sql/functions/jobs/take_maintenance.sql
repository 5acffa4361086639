-- Hands the next statement of the maintenance queue to schedule run, which can send it outside a transaction.
create or replace function ops.take_maintenance()
returns setof ops.maintenance_statement
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    -- where pg_cron has our entry, that runs them; and nothing runs by itself in a database that is not armed
    if exists (select from ops._own_cron_jobs() as j where j.name = format('ops:%s:maintenance', current_database()))
        or (select a.state from ops.armed() as a) <> 'ok'
        or exists (select from ops.maintenance_statement as m where m.state = 'running')
    then
        return;
    end if;
    return query select m.* from ops.begin_maintenance_statement() as m;
end
$$;
comment on function ops.take_maintenance() is 'One row, or none. Report back with ops.end_maintenance_statement. For the owner.';
revoke all on function ops.take_maintenance() from public;
