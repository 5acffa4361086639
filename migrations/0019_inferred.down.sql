-- Drops the mark of inferred facts.
alter table ops.edge_function drop column inferred;
