-- Without it repairs of guarded columns are refused by the application.
delete from ops.setting where name = 'act_as_user_id';
alter table ops.change drop column acted_as;
drop table ops.guarded;
