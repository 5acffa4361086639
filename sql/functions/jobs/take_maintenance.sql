-- Hands the next maintenance command to a client that can run it outside a transaction.
create or replace function ops.take_maintenance()
returns setof ops.maintenance_command
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    -- where pg_cron has our entry, that runs them
    if exists (select from ops._own_cron_jobs() as j where j.name = format('ops:%s:maintenance', current_database())) then
        return;
    end if;
    update ops.maintenance_command as c
    set state = 'failed', ended_at = ops.now(), result = 'its session ended'
    where c.state = 'running' and pg_try_advisory_lock(hashtextextended('ops:maintenance', 0));
    return query
        update ops.maintenance_command as c
        set state = 'running', started_at = ops.now()
        where c.id = (select min(n.id) from ops.maintenance_command as n where n.state = 'waiting')
            and pg_try_advisory_lock(hashtextextended('ops:maintenance', 0))
        returning c.*;
end
$$;
comment on function ops.take_maintenance() is 'One row, or none. The session holds a lock while it works; report back with ops.maintenance_done. For the owner.';
revoke all on function ops.take_maintenance() from public;
