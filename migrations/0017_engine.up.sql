-- A registered value may also be left to a person's choice.
alter table ops.registered_value drop constraint registered_value_repair_class_check;
alter table ops.registered_value add constraint registered_value_repair_class_check
    check (repair_class in ('auto', 'lock', 'decide', 'report'));

-- Who asks the journal for a row asks for its exact key. Keys come in no order: in a btree each change would
-- write another leaf, whole after a checkpoint; by their hashes the index is a fifth of that.
drop index ops.change_subject_key_idx;
create index change_key_idx on ops.change using hash (key);
