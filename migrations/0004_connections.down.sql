-- Drops the records of signals, captures and started jobs.
drop table ops.job_start, ops.capture_part, ops.capture, ops.signal;
drop type ops.signal_row;
