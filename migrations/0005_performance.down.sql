-- Drops the history of statements and page times.
drop table ops.page_time, ops.statement_sample, ops.sampling;
