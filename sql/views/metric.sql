-- Every number that monitoring may want, named as OpenMetrics names them, from the facts of the status page.
create or replace view ops.metric as
with page as materialized (
    select ops.status_page(2) as facts
),
area as (
    select e.item, pg_catalog.jsonb_build_object('area', e.item -> 'area') as labels
    from page as p
    cross join lateral pg_catalog.jsonb_array_elements(p.facts -> 'areas') as e (item)
),
rule as (
    select e.item, pg_catalog.jsonb_build_object('area', e.item -> 'area', 'rule', e.item -> 'rule') as labels
    from page as p
    cross join lateral pg_catalog.jsonb_array_elements(p.facts -> 'rules') as e (item)
),
job as (
    select e.item, pg_catalog.jsonb_build_object('job', e.item -> 'name') as labels
    from page as p
    cross join lateral pg_catalog.jsonb_array_elements(p.facts -> 'jobs') as e (item)
),
total as (
    select t.name, e.item, e.item - 'count' as labels
    from page as p
    cross join (values ('incidents'), ('runs'), ('messages')) as t (name)
    cross join lateral pg_catalog.jsonb_array_elements(p.facts -> 'totals' -> t.name) as e (item)
),
size as (
    select e.item
    from page as p
    cross join lateral pg_catalog.jsonb_array_elements(p.facts -> 'growth' -> 'days') as e (item)
    order by e.item ->> 'day' desc
    limit 1
)
select m.family, m.kind, m.help, m.labels, m.value
from (
    select 'lotastro_ops_build' as family, 'info' as kind, 'Installed release' as help,
        pg_catalog.jsonb_build_object('version', p.facts -> 'release') as labels, 1::numeric as value
    from page as p
    union all
    select 'lotastro_ops_findings', 'gauge', 'Open findings that are not silenced', a.labels || pg_catalog.jsonb_build_object('severity', s.level), s.findings::numeric
    from area as a
    cross join lateral pg_catalog.jsonb_each_text(a.item -> 'severities') as s (level, findings)
    union all
    select 'lotastro_ops_area_checked_timestamp_seconds', 'gauge', 'Last check of an area', a.labels,
        pg_catalog.round(extract(epoch from (a.item ->> 'checked_at')::timestamptz), 3)
    from area as a
    union all
    select 'lotastro_ops_area_current', 'gauge', 'Whether the last check of an area is recent enough: 1 or 0', a.labels, (a.item ->> 'current')::boolean::integer
    from area as a
    union all
    select 'lotastro_ops_rule_rows', 'gauge', 'Broken rows of a rule when it last ran', r.labels, (r.item ->> 'rows')::numeric
    from rule as r
    union all
    select 'lotastro_ops_rule_metres', 'gauge', 'Metres of the broken rows of a rule', r.labels, (r.item ->> 'metres')::numeric
    from rule as r
    union all
    select 'lotastro_ops_incidents', 'gauge', 'Incidents by state', t.labels, (t.item ->> 'count')::numeric
    from total as t
    where t.name = 'incidents'
    union all
    select 'lotastro_ops_incidents_overdue', 'gauge', 'Open incidents that nobody answered in time', '{}', (p.facts -> 'totals' ->> 'incidents_overdue')::numeric
    from page as p
    union all
    select 'lotastro_ops_post_mortems_overdue', 'gauge', 'Resolved incidents without a post-mortem after 48 hours', '{}',
        (p.facts -> 'totals' ->> 'post_mortems_overdue')::numeric
    from page as p
    union all
    select 'lotastro_ops_job_last_success_timestamp_seconds', 'gauge', 'End of the last run of a job that went through', j.labels, (j.item ->> 'last_ok_epoch')::numeric
    from job as j
    union all
    select 'lotastro_ops_job_duration_seconds', 'gauge', 'Duration of the last run of a job', j.labels, (j.item ->> 'seconds')::numeric
    from job as j
    union all
    select 'lotastro_ops_runs', 'counter', 'Repairs and undos', t.labels, (t.item ->> 'count')::numeric
    from total as t
    where t.name = 'runs'
    union all
    select 'lotastro_ops_messages', 'gauge', 'Messages by state', t.labels, (t.item ->> 'count')::numeric
    from total as t
    where t.name = 'messages'
    union all
    select 'lotastro_ops_database_bytes', 'gauge', 'Size of the database, as last noted', '{}', (s.item ->> 'database')::numeric
    from size as s
    union all
    select 'lotastro_ops_reclaimable_bytes', 'gauge', 'What rewrites would give back, as last noted', '{}', (s.item ->> 'reclaimable')::numeric
    from size as s
    union all
    select 'lotastro_ops_package_bytes', 'gauge', 'Size of schema ops, as last noted', '{}', (s.item ->> 'package')::numeric
    from size as s
) as m
where m.value is not null
order by m.family, m.labels::text;
comment on view ops.metric is 'One row a sample: family, kind (gauge, counter, info), help, labels, value, all from ops.status_page(). lotastro-ops metrics prints it.';
revoke all on ops.metric from public;
grant select on ops.metric to ops_reader;
