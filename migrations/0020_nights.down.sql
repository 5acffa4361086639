comment on column ops.job_run.todo is 'Steps left, the next one first.';
