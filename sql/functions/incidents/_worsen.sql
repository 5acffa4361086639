-- Makes an incident graver, with a new response clock.
create or replace function ops._worsen(old ops.incident, severity text, why text, detail jsonb)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.incident as i
    set severity = _worsen.severity, state = 'open', acknowledged_at = null, acknowledged_by = null,
        clock_from = ops.now(),
        response_due = ops.now() + (select s.response_time from ops.severity as s where s.level = _worsen.severity)
    where i.id = (old).id;
    perform ops._note_event((old).id, 'severity', format('%s -> %s: %s', (old).severity, severity, why), detail);
end
$$;
comment on function ops._worsen(ops.incident, text, text, jsonb) is 'Whoever had answered is asked again: a graver incident is another one.';
revoke all on function ops._worsen(ops.incident, text, text, jsonb) from public;
