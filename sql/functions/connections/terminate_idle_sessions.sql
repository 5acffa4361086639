-- Ends sessions that do nothing and have no transaction open.
create or replace function ops.terminate_idle_sessions(
    idle interval default '10 minutes', services text[] default '{}', dry_run boolean default true,
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
        'select * from ops.terminate_idle_sessions(idle => ''10 minutes'', dry_run => false, reason => ''why'')');
    return query
        select s.*
        from ops._signal_sessions('idle', 'state_change', idle, services, false, false, dry_run,
            reason, max_sessions) as s;
end
$$;
comment on function ops.terminate_idle_sessions(interval, text[], boolean, text, integer) is
    'Plans, or with dry_run => false and a reason ends, the sessions of this database idle (by state_change) that '
    'long; services names those of the platform that may be ended too. OP005, OP009, OP015.';
revoke all on function ops.terminate_idle_sessions(interval, text[], boolean, text, integer) from public;
grant execute on function ops.terminate_idle_sessions(interval, text[], boolean, text, integer) to ops_operator;
