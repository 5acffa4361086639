-- Statements of the maintenance window: what waits, what runs, and what the last ones gave back.
create or replace view ops.maintenance_queue as
select m.id,
    m.state,
    m.statement,
    m.why,
    pg_catalog.pg_size_pretty(m.reclaims) as reclaims,
    m.lock,
    pg_catalog.pg_size_pretty(m.disk_bytes) as needs_disk,
    m.queued_at,
    m.actor,
    m.reason,
    m.started_at,
    m.started_by,
    m.ended_at,
    pg_catalog.pg_size_pretty(m.bytes_before - m.bytes_after) as gave_back,
    m.note
from ops.maintenance_statement as m
order by m.id;
comment on view ops.maintenance_queue is 'One row a statement. ops.repair_bloat queues them; lotastro-ops maintain runs them.';
revoke all on ops.maintenance_queue from public;
grant select on ops.maintenance_queue to ops_reader;
