-- What happened around an incident, in order: people, findings, repairs, signals and calls.
create or replace function ops.incident_timeline(incident bigint)
returns setof ops.timeline_entry
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident := ops._require_incident(incident);
    v_from timestamptz := v_incident.opened_at - interval '1 hour';
    v_until timestamptz := coalesce(v_incident.resolved_at, ops.now()) + interval '1 hour';
begin
    return query
        select t.*
        from (
            select e.at, e.kind, e.actor, e.text, e.detail from ops.incident_event as e
                where e.incident = incident_timeline.incident
            union all
            select f.at, 'finding', 'ops', f.text, f.detail from ops._finding_entries(v_incident.id) as f
            union all
            select coalesce(r.ended_at, r.started_at), 'run', r.actor,
                format('%s (%s)', ops._run_summary(r.id), r.reason),
                jsonb_build_object('run', r.id, 'done', r.done, 'left_alone', r.left_alone)
            from ops.run as r
            where r.area = v_incident.area and r.started_at between v_from and v_until
            union all
            select s.at, s.kind, s.actor, s.text, s.detail from ops._signal_entries(v_from, v_until) as s
        ) as t
        order by t.at, t.kind = 'opened' desc, t.kind, t.text;
end
$$;
comment on function ops.incident_timeline(bigint) is 'Events of the incident, its findings by minute and rule, runs of its area from an hour before to an hour after, signals and calls of that time. OP013.';
revoke all on function ops.incident_timeline(bigint) from public;
grant execute on function ops.incident_timeline(bigint) to ops_reader;
