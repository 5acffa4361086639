-- Drops what was registered, with its rules.
delete from ops.rule as r using ops.registered_value as v where v.name = r.name;
drop table ops.registered_value;
