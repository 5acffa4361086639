-- Says who works on an incident.
create or replace function ops.assign_incident(incident bigint, person text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_incident(incident, true);
    perform ops._require_words(person, 'a person', format('select ops.assign_incident(%s, ''name'')', incident));
    update ops.incident as i set assignee = btrim(person) where i.id = assign_incident.incident;
    perform ops._note_event(incident, 'assigned', 'to ' || btrim(person));
end
$$;
comment on function ops.assign_incident(bigint, text) is 'The response clock goes on until that person acknowledges. OP005, OP012, OP013.';
revoke all on function ops.assign_incident(bigint, text) from public;
grant execute on function ops.assign_incident(bigint, text) to ops_operator;
