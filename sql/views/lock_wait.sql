-- Sessions that wait for a lock, and the session at the root of it.
create or replace view ops.lock_wait as
select t.pid, t.blocked_by, t.root, t.waits, t.lock_mode, t.relation, t.role, t.application, t.query
from ops.blocking_tree() as t
where t.depth > 0
order by t.waits desc, t.pid;
comment on view ops.lock_wait is 'One row a waiting session and root; ops.blocking_tree() shows them as a tree.';
revoke all on ops.lock_wait from public;
grant select on ops.lock_wait to ops_reader;
