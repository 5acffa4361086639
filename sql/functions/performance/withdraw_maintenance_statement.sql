-- Takes a statement out of the queue before it has begun.
create or replace function ops.withdraw_maintenance_statement(id bigint, reason text)
returns setof ops.maintenance_statement
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_reason(reason, format('select * from ops.withdraw_maintenance_statement(%s, ''why'')',
        coalesce(id::text, 'null')));
    return query
        update ops.maintenance_statement as m
        set state = 'withdrawn', note = format('by %s: %s', ops.actor(), withdraw_maintenance_statement.reason)
        where m.id = withdraw_maintenance_statement.id and m.state in ('decide', 'queued')
        returning m.*;
    if not found then
        perform ops._fail('OP005', format('statement %s is not waiting', coalesce(id::text, 'null')),
            'it does not exist, or was begun or withdrawn',
            'select id, state, statement from ops.maintenance_queue');
    end if;
end
$$;
comment on function ops.withdraw_maintenance_statement(bigint, text) is
    'OP005 for what does not wait, OP009 without a reason.';
revoke all on function ops.withdraw_maintenance_statement(bigint, text) from public;
grant execute on function ops.withdraw_maintenance_statement(bigint, text) to ops_operator;
