-- Tables by how far their dead rows are beyond what autovacuum waits for.
create or replace view ops.vacuum_need as
select u.relation, u.live, u.dead, u.vacuum_at, u.modified, u.analyze_at, u.autovacuum, u.last_vacuum, u.last_analyze
from ops.table_upkeep() as u
order by u.dead / greatest(u.vacuum_at, 1) desc, u.relation;
comment on view ops.vacuum_need is 'One row a table. Dead rows below vacuum_at are normal, however many they are.';
revoke all on ops.vacuum_need from public;
grant select on ops.vacuum_need to ops_reader;
