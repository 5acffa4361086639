-- Each finding and each run of a job writes a page of its own again.
create index job_run_job_idx on ops.job_run (job, id);
comment on column ops.finding.fingerprint is 'That of ops.violation: hash of rule, subject and key.';
alter table ops.finding drop constraint finding_pkey;
alter table ops.finding add constraint finding_pkey primary key (fingerprint);
