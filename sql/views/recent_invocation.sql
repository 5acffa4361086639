-- The calls of edge functions of the last 30 days, newest first.
create or replace view ops.recent_invocation as
select i.id, i.function, i.channel, i.kind, i.state, i.status_code, i.actor, i.reason, i.asked_at, i.answered_at, i.error
from ops.invocation as i
where i.asked_at > pg_catalog.now() - interval '30 days'
order by i.id desc;
comment on view ops.recent_invocation is 'One row a call: which function, by whom, why, and what came back. ops.invoke_result(id) shows the answer.';
revoke all on ops.recent_invocation from public;
grant select on ops.recent_invocation to ops_reader;
