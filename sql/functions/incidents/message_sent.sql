-- Reports what became of a message that was handed out.
create or replace function ops.message_sent(message bigint, error text default null)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_state text;
begin
    update ops.outbox as o
    set state = case when error is null then 'sent'
        when o.attempts >= ops.setting('outbox_attempts')::integer then 'dead' else 'waiting' end,
        sent_at = case when error is null then ops.now() end,
        next_try_at = ops.now() + ops._backoff(o.attempts), leased_until = null, last_error = left(error, 500)
    where o.id = message_sent.message and o.state = 'sending'
    returning o.state into v_state;
    return v_state;
end
$$;
comment on function ops.message_sent(bigint, text) is 'error null: the receiver has it. Else it waits longer each time, and is given up (dead) after outbox_attempts. Null when nobody had taken it.';
revoke all on function ops.message_sent(bigint, text) from public;
grant execute on function ops.message_sent(bigint, text) to ops_operator;
