-- The incidents that are not over, or whose post-mortem is: the most urgent first.
create or replace view ops.open_incident as
select i.id, i.severity, i.area, i.state, i.title, i.role, c.person, c.reach, i.assignee, i.opened_at, i.response_due,
    case
        when i.state <> 'open' then null
        when i.response_due is null then 'nobody left to call'
        when i.response_due < ops.now() then 'overdue since ' || pg_catalog.date_trunc('second', ops.now() - i.response_due)
        else pg_catalog.date_trunc('second', i.response_due - ops.now()) || ' left to answer'
    end as clock,
    case
        when i.state = 'resolved' and i.post_mortem_due < ops.now()
            then 'post-mortem overdue since ' || pg_catalog.date_trunc('minute', ops.now() - i.post_mortem_due)
        when i.state = 'resolved' then 'post-mortem due by ' || pg_catalog.date_trunc('minute', i.post_mortem_due)
    end as post_mortem,
    (select pg_catalog.count(*) from ops.finding as f where f.incident = i.id and f.resolved_at is null) as findings,
    i.cause, i.reopened, i.escalations
from ops.incident as i
left join ops.contact_role as c
    on c.role = i.role
where i.state <> 'resolved' or (i.post_mortem_due is not null and i.post_mortem_held_at is null)
order by i.state = 'resolved', i.severity, i.response_due nulls last, i.id;
comment on view ops.open_incident is 'One row an incident that is open or acknowledged, or resolved without its post-mortem. clock: time left to answer.';
revoke all on ops.open_incident from public;
grant select on ops.open_incident to ops_reader;
