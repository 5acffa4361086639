-- How incidents and jobs stand, for the status screen.
create or replace function ops._incident_status()
returns setof ops.diagnosis
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select 'incident ' || i.id, case when i.state = 'resolved' and i.post_mortem not like '%overdue%' then 'info'
        else 'warn' end,
        concat_ws(' · ', i.severity, i.state, i.title, coalesce(i.clock, i.post_mortem), coalesce(i.assignee, i.role)),
        case i.state
            when 'open' then format('select ops.acknowledge_incident(%s)', i.id)
            when 'acknowledged' then format('select ops.resolve_incident(%s)', i.id)
            else format('select ops.hold_post_mortem(%s, ''what came of it'')', i.id)
        end
    from ops.open_incident as i
    union all
    select 'findings', case when count(*) filter (where f.severity <= 'P1') > 0 then 'warn' else 'info' end,
        coalesce(string_agg(distinct f.severity, ', '), 'no')
            || format(': %s open, %s silenced', count(*), count(f.silenced_until)),
        'select * from ops.open_finding'
    from ops.open_finding as f
    having count(*) > 0
    union all
    select 'maintenance', 'warn', format('announced by %s until %s: %s', m.owner, m.until, m.reason),
        'select ops.end_maintenance()'
    from ops.maintenance as m
    where m.ended_at is null and m.since <= ops.now() and m.until > ops.now()
    union all
    select 'jobs', case when count(*) filter (where j.state in ('overdue', 'failed', 'interrupted')) > 0 then 'warn'
        else 'ok' end,
        format('%s well, %s not: last good run %s', count(*) filter (where j.state in ('ok', 'running')),
            count(*) filter (where j.state in ('overdue', 'failed', 'interrupted')), max(j.last_ok_at)),
        'select * from ops.job_health'
    from ops.job_health as j
    where j.state not in ('never run', 'disabled')
    having count(*) > 0
$$;
comment on function ops._incident_status() is 'Rows for ops.status(): incidents with their clocks, findings, announced maintenance, jobs.';
revoke all on function ops._incident_status() from public;
