-- The runs of the last 30 days, newest first.
create or replace view ops.recent_run as
select r.id, r.kind, r.plan, r.undoes, r.area, r.state, r.actor, r.reason, r.started_at, r.ended_at, r.planned, r.done,
    r.left_alone, r.pid, r.note
from ops.run as r
where r.started_at > pg_catalog.now() - interval '30 days'
order by r.id desc;
comment on view ops.recent_run is 'One row a run: what, by whom, why, and how it ended. ops.run_rows(id) shows its rows.';
revoke all on ops.recent_run from public;
grant select on ops.recent_run to ops_reader;
