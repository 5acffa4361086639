-- Reports what became of a maintenance command.
create or replace function ops.maintenance_done(command bigint, error text default null)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.maintenance_command as c
    set state = case when error is null then 'done' else 'failed' end, ended_at = ops.now(), result = coalesce(left(error, 500), 'done')
    where c.id = maintenance_done.command and c.state = 'running';
    perform pg_advisory_unlock(hashtextextended('ops:maintenance', 0));
end
$$;
comment on function ops.maintenance_done(bigint, text) is 'error null: it went through. For the owner.';
revoke all on function ops.maintenance_done(bigint, text) from public;
