-- How each area stands: what is open, how much, since when, and whether somebody has it.
-- requires: views/open_finding, views/open_incident
create or replace view ops.area_state as
select a.name as area, a.title,
    case
        when f.worst is not null then f.worst
        when c.checked_at is null then 'never checked'
        else 'clean'
    end as state,
    coalesce(f.findings, 0) as findings, coalesce(f.silenced, 0) as silenced, coalesce(c.rows, 0) as rows, coalesce(c.metres, 0) as metres,
    c.rules, c.unknown, c.checked_at, i.incidents, s.role, s.owner, s.notes
from ops.area as a
left join ops.area_setting as s
    on s.area = a.name
left join lateral (
    select min(f.severity) filter (where f.silenced_until is null) as worst,
        count(*) filter (where f.silenced_until is null) as findings, count(f.silenced_until) as silenced
    from ops.open_finding as f
    where f.area = a.name
) as f
    on true
left join lateral (
    select count(t.rule) as rules, count(*) filter (where t.state in ('unknown', 'lost')) as unknown, sum(t.rows) as rows,
        sum(t.metres) as metres, greatest(max(t.checked_at), (
            select max(j.last_ok_at) from ops.job as j where j.work = 'check' and a.name = any (j.argument)
        )) as checked_at
    from ops.rule as r
    cross join lateral (select t.* from ops.rule_total as t where t.rule = r.name order by t.at desc limit 1) as t
    where r.area = a.name
) as c
    on true
left join lateral (
    select string_agg(o.id::text, ', ' order by o.id) as incidents from ops.open_incident as o where o.area = a.name and o.state <> 'resolved'
) as i
    on true
order by a.section;
comment on view ops.area_state is 'One row an area: worst open severity, or clean, or never checked; rows and metres as last recorded; team notes.';
revoke all on ops.area_state from public;
grant select on ops.area_state to ops_reader;
