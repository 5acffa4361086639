-- Sends a message again that was given up.
create or replace function ops.retry_message(message bigint)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.outbox as o
    set state = 'waiting', attempts = 0, next_try_at = ops.now()
    where o.id = retry_message.message and o.state = 'dead';
    return found;
end
$$;
comment on function ops.retry_message(bigint) is 'True when it had been given up. Its key stays.';
revoke all on function ops.retry_message(bigint) from public;
grant execute on function ops.retry_message(bigint) to ops_operator;
