-- Drops the damage report's shape and the order of repairs.
drop type ops.scope_line;
alter table ops.rule drop column turn;
