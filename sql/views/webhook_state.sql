-- How each webhook subscription stands.
create or replace view ops.webhook_state as
select w.subscription_id, w.subscription, w.event_type, w.is_active, w.failure_count, w.delivered, w.failed, w.due, w.oldest_due, w.given_up
from ops.webhook_states() as w;
comment on view ops.webhook_state is 'One row a subscription: what was delivered, what failed, what is due and what was given up.';
revoke all on ops.webhook_state from public;
grant select on ops.webhook_state to ops_reader;
