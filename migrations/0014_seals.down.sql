update ops.job
set argument = '{seal}', what = 'seals the journal and the audit trail, where ops.seal() is there'
where name = 'seals';
delete from ops.setting where name = 'seal_lag';
drop type ops.seal_verdict;
drop table ops.seal_break;
drop table ops.seal_check;
drop table ops.seal_batch;
