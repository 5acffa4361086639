-- A registered value may also be left to a person's choice.
alter table ops.registered_value drop constraint registered_value_repair_class_check;
alter table ops.registered_value add constraint registered_value_repair_class_check
    check (repair_class in ('auto', 'lock', 'decide', 'report'));
