-- Forgets the sizes.
update ops.job
set argument = array_remove(argument, 'note_sizes'), what = 'keeps what the statements cost, for comparison later'
where name = 'samples';
drop table ops.daily_size;
