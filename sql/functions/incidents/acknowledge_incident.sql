-- Says that somebody has an incident: the response clock stops.
create or replace function ops.acknowledge_incident(incident bigint, note text default null)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident := ops._require_incident(incident, true);
    v_text text;
begin
    if v_incident.state = 'acknowledged' then
        return format('incident %s was acknowledged by %s at %s', incident, v_incident.acknowledged_by,
            v_incident.acknowledged_at);
    end if;
    update ops.incident as i
    set state = 'acknowledged', acknowledged_at = ops.now(), acknowledged_by = ops.actor(), response_due = null,
        assignee = coalesce(i.assignee, ops.actor())
    where i.id = acknowledge_incident.incident;
    v_text := format('answered after %s, %s', date_trunc('second', ops.now() - v_incident.opened_at),
        case when ops.now() <= coalesce(v_incident.response_due, ops.now())
            and v_incident.escalations = 0 then 'in time' else 'late' end);
    perform ops._note_event(incident, 'acknowledged', concat_ws(': ', v_text, nullif(btrim(note), '')));
    return format('incident %s %s', incident, v_text);
end
$$;
comment on function ops.acknowledge_incident(bigint, text) is 'Says how long the answer took, and whether that was in time. OP012, OP013.';
revoke all on function ops.acknowledge_incident(bigint, text) from public;
grant execute on function ops.acknowledge_incident(bigint, text) to ops_operator;
