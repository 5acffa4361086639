-- Drops the order of repairs.
alter table ops.rule drop column turn;
