-- Cancels or ends one session, if it is still the one that was planned and still does what it did.
create or replace function ops._send_signal(action text, session jsonb, reason text)
returns ops.signal
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now jsonb;
    v_signal ops.signal;
begin
    v_signal.pid := (session ->> 'pid')::integer;
    v_signal.backend_start := (session ->> 'backend_start')::timestamptz;
    v_signal.query_start := (session ->> 'query_start')::timestamptz;
    -- activity is read once a transaction otherwise, and the pid may belong to somebody else by now
    perform pg_stat_clear_snapshot();
    select to_jsonb(s) into v_now
    from ops.sessions() as s
    where s.pid = v_signal.pid and s.backend_start = v_signal.backend_start;
    begin
        v_signal.outcome := case
            when v_now is null then 'gone'
            when v_now - '{query,wait_event,wait_event_type,xmin_age}'::text[]
                is distinct from session - '{query,wait_event,wait_event_type,xmin_age}'::text[] then 'changed'
            when action = 'cancel' then case when pg_cancel_backend(v_signal.pid) then 'signalled' else 'gone' end
            -- waits for a second at most
            when pg_terminate_backend(v_signal.pid, 1000) then 'ended'
            else 'signalled'
        end;
    exception
        when others then
            v_signal.outcome := 'refused';
            v_signal.note := format('%s %s', sqlstate, sqlerrm);
    end;
    insert into ops.signal as s
        (signalled_at, actor, reason, unattended, action, pid, backend_start, query_start, session, outcome, note)
    values (clock_timestamp(), ops.actor(), btrim(reason), ops.actor() like 'ops:%', action, v_signal.pid,
        v_signal.backend_start, v_signal.query_start, coalesce(v_now, session), v_signal.outcome, v_signal.note)
    returning * into v_signal;
    -- what was signalled stays so when the caller rolls back; the server's log then still tells
    raise log 'lotastro-ops: % of pid % by %: % (%)', action, v_signal.pid, v_signal.actor, v_signal.outcome,
        v_signal.reason;
    return v_signal;
end
$$;
comment on function ops._send_signal(text, jsonb, text) is
    'Checks pid, backend_start and state again, signals, and records it in ops.signal whatever the outcome.';
revoke all on function ops._send_signal(text, jsonb, text) from public;
