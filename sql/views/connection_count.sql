-- Connections by who holds them and what they do, beside the most that there can be.
create or replace view ops.connection_count as
select
    s.database,
    s.role,
    s.application,
    s.kind,
    count(*) as connections,
    count(*) filter (where s.state = 'active') as active,
    count(*) filter (where s.state like 'idle in transaction%') as idle_in_transaction,
    count(*) filter (where s.state = 'idle') as idle,
    count(*) filter (where s.wait_event_type = 'Lock') as waiting,
    pg_catalog.now() - min(s.state_change) filter (where s.state = 'idle') as longest_idle,
    sum(count(*)) over () as all_connections,
    pg_catalog.current_setting('max_connections')::integer as max_connections
from ops.sessions() as s
where s.kind in ('self', 'client', 'pooler', 'api', 'auth', 'realtime', 'storage', 'superuser')
group by s.database, s.role, s.application, s.kind
order by count(*) desc, s.database, s.role, s.application;
comment on view ops.connection_count is 'One row a database, role and application of client connections.';
revoke all on ops.connection_count from public;
grant select on ops.connection_count to ops_reader;
