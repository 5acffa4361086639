-- Every number that monitoring may want, named as OpenMetrics names them.
-- requires: views/open_finding
create or replace view ops.metric as
select m.family, m.kind, m.help, m.labels, m.value
from (
    select 'lotastro_ops_build' as family, 'info' as kind, 'Installed release' as help,
        pg_catalog.jsonb_build_object('version', ops.version()) as labels, 1::numeric as value
    union all
    select 'lotastro_ops_findings', 'gauge', 'Open findings that are not silenced', pg_catalog.jsonb_build_object('area', a.name, 'severity', s.level),
        (select count(*) from ops.open_finding as f where f.area = a.name and f.severity = s.level and f.silenced_until is null)
    from ops.area as a
    cross join ops.severity as s
    union all
    select 'lotastro_ops_rule_rows', 'gauge', 'Broken rows of a rule when it last ran', pg_catalog.jsonb_build_object('area', r.area, 'rule', r.name), t.rows
    from ops.rule as r
    cross join lateral (select n.rows from ops.rule_total as n where n.rule = r.name order by n.at desc limit 1) as t
    union all
    select 'lotastro_ops_rule_metres', 'gauge', 'Metres of the broken rows of a rule', pg_catalog.jsonb_build_object('area', r.area, 'rule', r.name), t.metres
    from ops.rule as r
    cross join lateral (select n.metres from ops.rule_total as n where n.rule = r.name order by n.at desc limit 1) as t
    union all
    select 'lotastro_ops_incidents', 'gauge', 'Incidents by state', pg_catalog.jsonb_build_object('severity', s.level, 'state', w.state),
        (select count(*) from ops.incident as i where i.severity = s.level and i.state = w.state)
    from ops.severity as s
    cross join (values ('open'), ('acknowledged'), ('resolved')) as w (state)
    union all
    select 'lotastro_ops_incidents_overdue', 'gauge', 'Open incidents that nobody answered in time', '{}', count(*)
    from ops.incident as i
    where i.state = 'open' and (i.response_due < ops.now() or i.response_due is null)
    union all
    select 'lotastro_ops_post_mortems_overdue', 'gauge', 'Resolved incidents without a post-mortem after 48 hours', '{}', count(*)
    from ops.incident as i
    where i.post_mortem_due < ops.now() and i.post_mortem_held_at is null
    union all
    select 'lotastro_ops_job_last_success_timestamp_seconds', 'gauge', 'End of the last run of a job that went through',
        pg_catalog.jsonb_build_object('job', j.name), round(extract(epoch from j.last_ok_at), 3)
    from ops.job as j
    where j.last_ok_at is not null
    union all
    select 'lotastro_ops_job_duration_seconds', 'gauge', 'Duration of the last run of a job', pg_catalog.jsonb_build_object('job', j.name), round(j.last_seconds, 3)
    from ops.job as j
    where j.last_seconds is not null
    union all
    select 'lotastro_ops_runs', 'counter', 'Repairs and undos', pg_catalog.jsonb_build_object('kind', k.kind, 'state', w.state),
        (select count(*) from ops.run as r where r.kind = k.kind and r.state = w.state)
    from (values ('apply'), ('undo')) as k (kind)
    cross join (values ('done'), ('refused'), ('interrupted'), ('failed')) as w (state)
    union all
    select 'lotastro_ops_messages', 'gauge', 'Messages by state', pg_catalog.jsonb_build_object('state', w.state),
        (select count(*) from ops.outbox as o where o.state = w.state)
    from (values ('waiting'), ('sending'), ('dead')) as w (state)
) as m
order by m.family, m.labels::text;
comment on view ops.metric is 'One row a sample: family, kind (gauge, counter, info), help, labels, value. lotastro-ops metrics prints it.';
revoke all on ops.metric from public;
grant select on ops.metric to ops_reader;
