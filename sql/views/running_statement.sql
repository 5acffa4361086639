-- Transactions that are open in this database, the oldest first, with who holds them up.
create or replace view ops.running_statement as
select
    s.pid,
    s.role,
    s.application,
    s.kind,
    s.state,
    pg_catalog.now() - s.xact_start as in_transaction,
    pg_catalog.now() - s.query_start as in_statement,
    pg_catalog.now() - s.state_change as in_state,
    pg_catalog.concat_ws(': ', s.wait_event_type, s.wait_event) as waits_for,
    case when s.wait_event_type = 'Lock' then pg_catalog.pg_blocking_pids(s.pid) end as blocked_by,
    s.query
from ops.sessions() as s
where s.database = pg_catalog.current_database() and s.kind <> 'self' and s.xact_start is not null
order by s.xact_start, s.pid;
comment on view ops.running_statement is 'One row a session with a transaction; a session idle in transaction shows its last statement.';
revoke all on ops.running_statement from public;
grant select on ops.running_statement to ops_reader;
