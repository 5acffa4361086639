-- Writes one line of an incident's history and tells those who listen.
create or replace function ops._note_event(incident bigint, kind text, text text, detail jsonb default '{}')
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_event bigint;
    v_incident ops.incident;
begin
    insert into ops.incident_event (incident, at, actor, kind, text, detail)
    values (_note_event.incident, ops.now(), ops.actor(), _note_event.kind, left(_note_event.text, 2000),
        _note_event.detail)
    returning id into v_event;
    select i.* into v_incident from ops.incident as i where i.id = _note_event.incident;
    perform ops._notify('incident.' || replace(kind, ' ', '_'),
        jsonb_build_object('incident', incident, 'area', v_incident.area,
        'severity', v_incident.severity, 'state', v_incident.state, 'role', v_incident.role, 'title', v_incident.title,
        'text', left(text, 500), 'actor', ops.actor()));
    if kind in ('opened', 'acknowledged', 'escalated', 'severity', 'resolved', 'reopened') then
        perform ops._queue_message(v_event, v_incident, text);
    end if;
    return v_event;
end
$$;
comment on function ops._note_event(bigint, text, text, jsonb) is 'Number of the event. A change of state also becomes one message a channel.';
revoke all on function ops._note_event(bigint, text, text, jsonb) from public;
