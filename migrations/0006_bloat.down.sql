-- Drops the measures and the queue of maintenance.
drop table ops.maintenance_statement, ops.vacuum_due, ops.bloat_measure;
drop type ops.vacuum_state;
drop type ops.relation_bloat;
