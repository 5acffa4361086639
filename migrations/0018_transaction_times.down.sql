-- Drops the transaction numbers and the step of the job that notes them.
update ops.job
set argument = array_remove(argument, 'note_vacuum_due'),
    what = 'keeps what the statements cost, and once a day what tables weigh, for comparison later'
where name = 'samples';
drop table ops.transaction_time;
