-- What came of a call of an edge function; keeps the answer, which pg_net deletes after six hours.
create or replace function ops.invoke_result(invocation bigint)
returns setof ops.invocation_report
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_call ops.invocation;
begin
    if not exists (select from ops.invocation as i where i.id = invoke_result.invocation) then
        perform ops._fail('OP013', format('there is no invocation %s', coalesce(invocation::text, 'null')),
            format('%s calls are recorded', (select count(*) from ops.invocation)),
                'select * from ops.recent_invocation');
    end if;
    update ops.invocation as i
    set state = n.state, status_code = n.status_code, answer = n.answer, error = n.error, answered_at = n.answered_at
    from ops._invocation_now(invoke_result.invocation) as n
    where i.id = invoke_result.invocation and i.state = 'sent' and n.state <> 'sent';
    select i.* into v_call from ops.invocation as i where i.id = invoke_result.invocation;
    return query select v_call.id, v_call.function, v_call.state, v_call.url, v_call.headers, v_call.body,
        v_call.status_code, v_call.answer,
        case v_call.state
            when 'sent' then case
                when v_call.channel = 'command line' then 'the command line has not said how it ended'
                when ops._unreadable('net._http_response') is not null
                    then 'the answers of pg_net: net._http_response ' || ops._unreadable('net._http_response')
                when ops.now() > v_call.asked_at + v_call.time_limit + interval '1 minute'
                    then 'no answer although its time is over: is pg_net''s worker running? select * from net.http_request_queue'
                else format('no answer yet: it has until %s',
                    to_char((v_call.asked_at + v_call.time_limit) at time zone (select ops.setting('time_zone')), 'HH24:MI:SS'))
            end
            when 'answered' then case when v_call.status_code between 200 and 299
                then 'answered; now look whether its effect is there: select * from ops.verify_functions()'
                else coalesce(ops._status_advice(v_call.status_code), 'answered, but not with success') end
            else v_call.error
        end;
end
$$;
comment on function ops.invoke_result(bigint) is
    'One row: sent (no answer yet), answered, failed or lost. OP013 for an unknown number.';
revoke all on function ops.invoke_result(bigint) from public;
grant execute on function ops.invoke_result(bigint) to ops_operator;
