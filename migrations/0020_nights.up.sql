-- What the steps of a job's run are kept as.
comment on column ops.job_run.todo is 'Its steps, of which the first so many (steps) are done; empty once it ended.';
