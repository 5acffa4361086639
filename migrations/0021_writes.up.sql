-- Indexes that were written for every row and hardly read: a fifth of what a day of the jobs wrote were their pages.
-- findings of a rule come together; beside each other they share a page, which is written whole after each checkpoint
alter table ops.finding drop constraint finding_pkey;
alter table ops.finding add constraint finding_pkey primary key (rule, fingerprint);
comment on column ops.finding.fingerprint is 'That of ops.violation: hash of rule, subject and key, and so the only one of its kind.';
-- a job's newest run is found from the end, and nothing else asks for the runs of one job
drop index ops.job_run_job_idx;
