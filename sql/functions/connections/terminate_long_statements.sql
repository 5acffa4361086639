-- Cancels statements whose transaction is old; a second call with force ends those that did not listen.
create or replace function ops.terminate_long_statements(
    longer_than interval default '10 minutes', services text[] default '{}', dry_run boolean default true,
    reason text default null, max_sessions integer default 20, force boolean default false
)
returns setof ops.signal_row
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_signal_arguments(longer_than, services, dry_run, reason, max_sessions,
        'select * from ops.terminate_long_statements(longer_than => ''10 minutes'', dry_run => false, reason => ''why'')');
    return query
        select s.*
        from ops._signal_sessions('active', 'xact_start', longer_than, services, true, force, dry_run,
            reason, max_sessions) as s;
end
$$;
comment on function ops.terminate_long_statements(interval, text[], boolean, text, integer, boolean) is
    'Plans, or with dry_run => false and a reason cancels, statements of this database in transactions older than '
    'that; force => true ends the sessions whose same statement was cancelled before. OP005, OP009, OP015.';
revoke all on function ops.terminate_long_statements(interval, text[], boolean, text, integer, boolean) from public;
grant execute on function ops.terminate_long_statements(interval, text[], boolean, text,
    integer, boolean) to ops_operator;
