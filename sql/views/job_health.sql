-- The jobs: when each ran well, how long it took, when it runs next.
create or replace view ops.job_health as
select j.name,
    case
        when not j.enabled then 'disabled'
        when j.state = 'running' then 'running'
        when j.due_at is null then 'never run'
        when j.due_at < ops.now() - greatest(coalesce(j.stretched, j.every, interval '0'), interval '5 minutes') then 'overdue'
        when r.state in ('failed', 'interrupted') then r.state
        else 'ok'
    end as state,
    coalesce('every ' || coalesce(j.stretched, j.every), 'at ' || pg_catalog.left(j.at_time::text, 5)
        || case when pg_catalog.cardinality(j.on_days) < 7 then ' on days ' || pg_catalog.array_to_string(j.on_days, ',') else '' end) as schedule,
    case when j.stretched is not null then 'stretched from ' || j.every || ': a run took ' || pg_catalog.round(j.last_seconds, 1) || ' s' end as stretched,
    j.last_ok_at, j.last_seconds, j.due_at, j.lane, j.what, r.note, r.id as last_run
from ops.job as j
left join lateral (
    select n.id, n.state, n.note from ops.job_run as n where n.job = j.name and n.state <> 'running' order by n.id desc limit 1
) as r
    on true
order by j.place;
comment on view ops.job_health is 'One row a job: ok, running, overdue, failed, interrupted, never run or disabled; its schedule in force and what its last run said.';
revoke all on ops.job_health from public;
grant select on ops.job_health to ops_reader;
