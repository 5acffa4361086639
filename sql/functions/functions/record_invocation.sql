-- Records a call that the command line is about to make.
create or replace function ops.record_invocation(
    function text, kind text, url text, headers text[], body jsonb, reason text, time_limit interval
)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_function ops.edge_function := ops._edge_function(record_invocation.function);
    v_id bigint;
begin
    perform ops._require_reason(reason, format('lotastro-ops invoke %s --reason "why"', v_function.name));
    if coalesce(kind not in ('call', 'probe'), true) or coalesce(time_limit <= interval '0', true)
        or coalesce(url !~ '^https?://[^/@?#[:space:]]+(/[^?#@[:space:]]*)?$', true)
        or exists (select from unnest(headers) as h where coalesce(h !~ '^[A-Za-z0-9-]{1,60}$', true)) then
        perform ops._fail('OP005', 'this is no call of an edge function',
            'kind is call or probe, url has neither credentials nor query, headers are names without values',
            format('lotastro-ops invoke %s --reason "why"', v_function.name));
    end if;
    insert into ops.invocation (function, channel, kind, url, headers, body, actor, reason, asked_at, time_limit, state)
    values (v_function.name, 'command line', kind, url, coalesce(headers, '{}'), body, ops.actor(), btrim(reason),
        ops.now(),
        time_limit, 'sent')
    returning id into v_id;
    return v_id;
end
$$;
comment on function ops.record_invocation(text, text, text, text[], jsonb, text, interval) is
    'Number of the call, for ops.record_answer. OP005, OP009, OP013.';
revoke all on function ops.record_invocation(text, text, text, text[], jsonb, text, interval) from public;
grant execute on function ops.record_invocation(text, text, text, text[], jsonb, text, interval) to ops_operator;
