-- The journal as JSON lines, to be kept outside the database.
create or replace function ops.evidence()
returns setof jsonb
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
as $$
    select jsonb_build_object('table', 'plan', 'row', to_jsonb(p)) from ops.plan as p
    union all
    select jsonb_build_object('table', 'plan_change', 'row', to_jsonb(c)) from ops.plan_change as c
    union all
    select jsonb_build_object('table', 'run', 'row', to_jsonb(r)) from ops.run as r
    union all
    select jsonb_build_object('table', 'change', 'row', to_jsonb(c)) from ops.change as c
    union all
    select jsonb_build_object('table', 'run_skip', 'row', to_jsonb(s)) from ops.run_skip as s
    union all
    select jsonb_build_object('table', 'hold', 'row', to_jsonb(h)) from ops.hold as h
    union all
    select jsonb_build_object('table', 'promotion', 'row', to_jsonb(p)) from ops.promotion as p
    union all
    select jsonb_build_object('table', 'seal_batch', 'row', to_jsonb(b)) from ops.seal_batch as b
    union all
    select jsonb_build_object('table', 'seal_check', 'row', to_jsonb(c)) from ops.seal_check as c
    union all
    select jsonb_build_object('table', 'seal_break', 'row', to_jsonb(b)) from ops.seal_break as b
    union all
    select jsonb_build_object('table', 'seal_head', 'row', to_jsonb(ops.seal_head()))
    where exists (select from ops.seal_batch)
    union all
    select jsonb_build_object('table', 'incident', 'row', to_jsonb(i)) from ops.incident as i
    union all
    select jsonb_build_object('table', 'incident_event', 'row', to_jsonb(e)) from ops.incident_event as e
    union all
    select jsonb_build_object('table', 'action_item', 'row', to_jsonb(a)) from ops.action_item as a
    union all
    select jsonb_build_object('table', 'silence', 'row', to_jsonb(s)) from ops.silence as s
    union all
    select jsonb_build_object('table', 'nightly_evidence', 'row', to_jsonb(n)) from ops.nightly_evidence as n
    union all
    select jsonb_build_object('table', 'area_setting', 'row', to_jsonb(s)) from ops.area_setting as s
    where s.changed_at is not null
    union all
    select jsonb_build_object('table', 'decision', 'row', to_jsonb(d)) from ops.decision as d
    union all
    select jsonb_build_object('table', 'policy', 'row', to_jsonb(p)) from ops.policy as p
    union all
    select jsonb_build_object('table', 'registered_value', 'row', to_jsonb(v)) from ops.registered_value as v
    union all
    select jsonb_build_object('table', 'signal', 'row', to_jsonb(s)) from ops.signal as s
    union all
    select jsonb_build_object('table', 'job_start', 'row', to_jsonb(j)) from ops.job_start as j
    union all
    select jsonb_build_object('table', 'invocation', 'row', to_jsonb(i)) from ops.invocation as i
    union all
    select jsonb_build_object('table', 'edge_function_setting', 'row', to_jsonb(s)) from ops.edge_function_setting as s
    union all
    select jsonb_build_object('table', 'rule_setting', 'row', to_jsonb(s)) from ops.rule_setting as s
$$;
comment on function ops.evidence() is 'One JSON object a row of every table that holds what people and repairs did: {"table": …, "row": …}.';
revoke all on function ops.evidence() from public;
grant execute on function ops.evidence() to ops_reader;
