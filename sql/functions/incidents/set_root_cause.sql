-- Writes down why an incident happened.
create or replace function ops.set_root_cause(incident bigint, text text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_incident(incident);
    perform ops._require_words(text, 'a root cause',
        format('select ops.set_root_cause(%s, ''the mechanism, not the symptom'')', incident));
    update ops.incident as i set root_cause = btrim(set_root_cause.text) where i.id = set_root_cause.incident;
    perform ops._note_event(incident, 'root cause', btrim(text));
end
$$;
comment on function ops.set_root_cause(bigint, text) is 'Replaces an earlier one; the timeline keeps both. OP005, OP013.';
revoke all on function ops.set_root_cause(bigint, text) from public;
grant execute on function ops.set_root_cause(bigint, text) to ops_operator;
