-- Calls an edge function through pg_net: says first what it would do, then returns a number at once.
create or replace function ops.invoke_function(name text, body jsonb default '{}', reason text default null,
    dry_run boolean default true)
returns setof ops.invocation_report
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_function ops.edge_function := ops._edge_function(name);
    v_body jsonb := coalesce(body, '{}');
    v_call ops.invocation;
begin
    perform ops._require_reason(reason, format('select * from ops.invoke_function(%L, reason => ''why'')',
        v_function.name));
    if dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null', 'true says what would be sent, false sends it',
            format('select * from ops.invoke_function(%L, reason => ''why'')', v_function.name));
    elsif ops.actor() like 'ops:%' then
        perform ops._require_armed();
    end if;
    v_call.url := ops._function_url(v_function.name);
    perform ops._require_callable(v_function, v_body);
    v_call.headers := array(
        select h.header from ops._function_headers(v_function) as h
            where h.secret = any (ops._vault_holds(array[h.secret]))
        union select 'Content-Type' order by 1
    );
    if dry_run then
        return query select null::bigint, v_function.name, 'planned', v_call.url, v_call.headers, v_body,
            null::integer, null::text,
            format('%s The real thing, and it cannot be undone: repeat with dry_run => false', v_function.purpose);
        return;
    end if;
    v_call.time_limit := ops.setting('invoke_time_limit')::interval;
    v_call.request_id := ops._post_to_function(v_function, v_call.url, v_body, v_call.time_limit);
    insert into ops.invocation
        (function, channel, kind, url, headers, body, actor, reason, asked_at, time_limit, request_id, state)
    values (v_function.name, 'pg_net', 'call', v_call.url, v_call.headers, v_body, ops.actor(), btrim(reason),
        ops.now(),
        v_call.time_limit, v_call.request_id, 'sent')
    returning * into v_call;
    return query select v_call.id, v_call.function, v_call.state, v_call.url, v_call.headers, v_call.body,
        null::integer, null::text,
        format('sent when this transaction commits; its answer: select * from ops.invoke_result(%s)', v_call.id);
end
$$;
comment on function ops.invoke_function(text, jsonb, text, boolean) is
    'Runbook 3, step 4, and 9, step 4: with the header the function reads, from vault by name. Cannot be undone. '
    'OP003 where it cannot be called from SQL, OP005, OP009, OP013, OP015, OP041.';
revoke all on function ops.invoke_function(text, jsonb, text, boolean) from public;
grant execute on function ops.invoke_function(text, jsonb, text, boolean) to ops_operator;
