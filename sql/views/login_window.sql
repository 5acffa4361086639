-- The login attempts of the 15 minutes that count: one row an e-mail, locked ones first.
create or replace view ops.login_window as
select s.email, s.failures, s.addresses, s.last_failure, s.last_success, s.locked_until, s.is_user
from ops.login_state() as s;
comment on view ops.login_window is 'Who tried to sign in within 15 minutes, how often it failed, and until when the application locks them out.';
comment on column ops.login_window.email is 'As tried, in lower case.';
comment on column ops.login_window.failures is 'Failed logins within 15 minutes; 5 lock.';
comment on column ops.login_window.addresses is 'Different addresses they came from; 0: the application sent none.';
comment on column ops.login_window.last_failure is 'Newest failure.';
comment on column ops.login_window.last_success is 'Newest success within 15 minutes.';
comment on column ops.login_window.locked_until is 'End of the lock; null: not locked out.';
comment on column ops.login_window.is_user is 'Whether a profile has this e-mail.';
revoke all on ops.login_window from public;
grant select on ops.login_window to ops_reader;
