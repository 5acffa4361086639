-- Records what came back of a call that the command line made.
create or replace function ops.record_answer(invocation bigint, status_code integer, answer text, error text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.invocation as i
    set state = case when record_answer.status_code is null then 'failed' else 'answered' end,
        status_code = record_answer.status_code,
        answer = left(ops._blot(record_answer.answer), 4000),
        error = left(ops._blot(record_answer.error), 400),
        answered_at = ops.now()
    where i.id = record_answer.invocation and i.channel = 'command line' and i.state = 'sent';
    if not found then
        perform ops._fail('OP013', format('invocation %s waits for no answer', coalesce(invocation::text, 'null')),
            'it is unknown, was answered before, or pg_net made it', 'select * from ops.recent_invocation');
    end if;
end
$$;
comment on function ops.record_answer(bigint, integer, text, text) is
    'Status null means that no answer came, and error says why. OP013 unless the call was made by the command line '
    'and is open.';
revoke all on function ops.record_answer(bigint, integer, text, text) from public;
grant execute on function ops.record_answer(bigint, integer, text, text) to ops_operator;
