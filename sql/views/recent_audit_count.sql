-- Audit entries of the last 24 hours by action and kind of thing.
create or replace view ops.recent_audit_count as
select c.action, c.entity_type, c.entries, c.users, c.newest
from ops.count_audit_entries() as c
order by c.entries desc, c.action, c.entity_type;
comment on view ops.recent_audit_count is 'One row an action and entity type. Reservations are logged as lot.';
revoke all on ops.recent_audit_count from public;
grant select on ops.recent_audit_count to ops_reader;
