-- How a call stands now: as recorded, or as pg_net has it since.
create or replace function ops._invocation_now(invocation bigint)
returns table (state text, status_code integer, answer text, error text, answered_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_call ops.invocation;
begin
    select i.* into v_call from ops.invocation as i where i.id = invocation;
    if v_call.state = 'sent' and v_call.channel = 'pg_net' and ops._unreadable('net._http_response') is null then
        return query
            select case when r.timed_out or r.status_code is null then 'failed' else 'answered' end,
                r.status_code::integer,
                left(ops._blot(r.content::text), 4000),
                case when r.timed_out then 'no answer within ' || v_call.time_limit
                    else left(ops._blot(r.error_msg::text), 400) end,
                r.created::timestamptz
            from net._http_response as r
            where r.id = v_call.request_id
            order by r.created desc
            limit 1;
        if found then
            return;
        elsif v_call.asked_at < ops.now() - interval '6 hours' then
            -- pg_net keeps answers for six hours
            return query select 'lost', null::integer, null::text, 'pg_net deletes answers after six hours',
                null::timestamptz;
            return;
        end if;
    end if;
    return query select v_call.state, v_call.status_code, v_call.answer, v_call.error, v_call.answered_at;
end
$$;
comment on function ops._invocation_now(bigint) is
    'One row; reads pg_net where the answer is not recorded yet, and changes nothing.';
revoke all on function ops._invocation_now(bigint) from public;
