-- What is left to a person's choice is only reported again.
update ops.registered_value set repair_class = 'report' where repair_class = 'decide';
alter table ops.registered_value drop constraint registered_value_repair_class_check;
alter table ops.registered_value add constraint registered_value_repair_class_check
    check (repair_class in ('auto', 'lock', 'report'));

drop index ops.change_key_idx;
create index change_subject_key_idx on ops.change (subject, key);
