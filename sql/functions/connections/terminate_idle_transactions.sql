-- Ends sessions that do nothing with a transaction open: the transaction is rolled back.
create or replace function ops.terminate_idle_transactions(
    idle interval default '5 minutes', services text[] default '{}', dry_run boolean default true,
    reason text default null, max_sessions integer default 20
)
returns setof ops.signal_row
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_signal_arguments(idle, services, dry_run, reason, max_sessions,
        'select * from ops.terminate_idle_transactions(idle => ''5 minutes'', dry_run => false, reason => ''why'')');
    return query
        select s.*
        from ops._signal_sessions('idle in transaction%', 'state_change', idle, services, false, false, dry_run,
            reason, max_sessions) as s;
end
$$;
comment on function ops.terminate_idle_transactions(interval, text[], boolean, text, integer) is
    'Plans, or with dry_run => false and a reason ends, the sessions of this database idle in transaction (by '
    'state_change) that long. OP005, OP009, OP015.';
revoke all on function ops.terminate_idle_transactions(interval, text[], boolean, text, integer) from public;
grant execute on function ops.terminate_idle_transactions(interval, text[], boolean, text, integer) to ops_operator;
