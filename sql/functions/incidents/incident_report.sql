-- The report of an incident, in Markdown.
create or replace function ops.incident_report(incident bigint)
returns text
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident := ops._require_incident(incident);
    v_zone text := ops.setting('time_zone');
begin
    return concat_ws(E'\n',
        format('# Incident %s: %s', v_incident.id, ops._md(v_incident.title)), '',
        ops._report_head(v_incident, v_zone),
        '', '## Timeline', '', format('Times in %s.', v_zone), '', '| when | what | by |', '|---|---|---|',
        (select string_agg(format('| %s | %s: %s | %s |', to_char(t.at at time zone v_zone, 'YYYY-MM-DD HH24:MI:SS'),
            t.kind, ops._md(t.text), ops._md(t.actor)),
            E'\n' order by t.place)
            from ops.incident_timeline(incident) with ordinality as t (at, kind, actor, text, detail, place)),
        '', '## Scope', '', ops._report_scope(v_incident),
        '', '## Root cause', '', coalesce(ops._md(v_incident.root_cause),
            format('Not written yet: `select ops.set_root_cause(%s, ''the mechanism, not the symptom'')`',
                v_incident.id)),
        '', '## What was done', '', ops._report_runs(v_incident),
        '', '## Verification', '', ops._report_verification(v_incident),
        '', '## Action items', '', coalesce((
            select string_agg(format('- [%s] %s: %s, due %s%s', case when a.done_at is null then ' ' else 'x' end,
                ops._md(a.owner), ops._md(a.what),
                a.due, case when a.done_at is null and a.due < ops.today() then ' (overdue)' else '' end), E'\n'
                    order by a.due, a.id)
            from ops.action_item as a where a.incident = v_incident.id
        ), format('None yet: `select ops.add_action_item(%s, ''what'', ''who'', current_date + 14)`', v_incident.id)),
        '', '## Post-mortem', '', case
            when v_incident.post_mortem_held_at is not null
                then format('Held %s. %s', to_char(v_incident.post_mortem_held_at at time zone v_zone,
                    'YYYY-MM-DD HH24:MI'), ops._md(v_incident.post_mortem_notes))
            when v_incident.post_mortem_due is null then 'Due 48 hours after resolution.'
            else format('%s %s. Calendar entry: `select ops.post_mortem_ics(%s)`', case
                when v_incident.post_mortem_due < ops.now() then '**Overdue** since' else 'Due by' end,
                to_char(v_incident.post_mortem_due at time zone v_zone, 'YYYY-MM-DD HH24:MI'), v_incident.id)
        end,
        '', '## For stakeholders', '', '> ' || replace(ops.incident_message(incident), E'\n', E'\n> '), '');
end
$$;
comment on function ops.incident_report(bigint) is 'Timeline, scope, root cause, actions with their numbers, verification, action items, post-mortem, text for stakeholders. Customers'' names are in ops.affected_csv only. OP013.';
revoke all on function ops.incident_report(bigint) from public;
grant execute on function ops.incident_report(bigint) to ops_reader;
