-- Failed mails of the last 24 hours: one row a class of error, template and domain.
create or replace view ops.email_failure as
select f.error_class, f.template_key, f.domain, f.failures, f.given_up, f.first_at, f.last_at, f.example
from ops.email_failures() as f;
comment on view ops.email_failure is 'Mails that are failed or given up and were made within 24 hours; ops.email_failures(interval) looks further back.';
comment on column ops.email_failure.error_class is 'What the error text speaks of: quota, rate limit, provider key, sending domain, recipient, size, template, network, provider down, no text, other.';
comment on column ops.email_failure.template_key is 'Template; (none) without one.';
comment on column ops.email_failure.domain is 'Domain of the recipient, in lower case.';
comment on column ops.email_failure.failures is 'Mails.';
comment on column ops.email_failure.given_up is 'Of these, given up by the worker.';
comment on column ops.email_failure.first_at is 'When the first was made.';
comment on column ops.email_failure.last_at is 'When the last was made.';
comment on column ops.email_failure.example is 'One of the error texts.';
revoke all on ops.email_failure from public;
grant select on ops.email_failure to ops_reader;
