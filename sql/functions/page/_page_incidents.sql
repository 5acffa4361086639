-- Incidents with their clocks: those that are not over, or those resolved within the days of the page.
create or replace function ops._page_incidents(resolved boolean, days integer, zone text)
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', i.id, 'severity', i.severity, 'area', i.area, 'state', i.state, 'title', i.title, 'cause', i.cause,
        'role', i.role, 'person', o.person, 'assignee', i.assignee, 'escalations', i.escalations, 'reopened', i.reopened,
        'findings', (select count(*) from ops.finding as f where f.incident = i.id and f.resolved_at is null),
        'clock', coalesce(o.clock, o.post_mortem),
        'opened_at', ops._page_time(i.opened_at, zone), 'response_due', ops._page_time(i.response_due, zone),
        'acknowledged_at', ops._page_time(i.acknowledged_at, zone), 'resolved_at', ops._page_time(i.resolved_at, zone),
        'post_mortem_due', ops._page_time(i.post_mortem_due, zone), 'post_mortem_held_at', ops._page_time(i.post_mortem_held_at, zone),
        'response_left_seconds', case when i.state = 'open' then round(extract(epoch from i.response_due - ops.now())) end,
        'response_limit_seconds', round(extract(epoch from s.response_time)),
        'answered_seconds', case when i.state <> 'open' then round(extract(epoch from i.acknowledged_at - i.clock_from)) end,
        'age_seconds', round(extract(epoch from coalesce(i.resolved_at, ops.now()) - i.opened_at)),
        'post_mortem_left_seconds', case when i.state = 'resolved' and i.post_mortem_held_at is null
            then round(extract(epoch from i.post_mortem_due - ops.now())) end
    ) order by i.state = 'resolved', i.resolved_at desc, i.severity, i.response_due, i.id), '[]')
    from ops.incident as i
    join ops.severity as s
        on s.level = i.severity
    left join ops.open_incident as o
        on o.id = i.id
    where case
        when resolved then i.state = 'resolved' and i.resolved_at >= (select min(d.begins) from ops._page_days(days) as d)
        else i.state <> 'resolved' or o.id is not null
    end
$$;
comment on function ops._page_incidents(boolean, integer, text) is 'An array. resolved false: open and acknowledged ones, and those whose post-mortem was not held. Seconds below 0 are overdue.';
revoke all on function ops._page_incidents(boolean, integer, text) from public;
