-- Opens an incident, or finds the one that deals with this already, or opens that again.
create or replace function ops._open_incident(area text, severity text, title text, cause text, run bigint,
    detail jsonb, beside bigint[] default '{}')
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old ops.incident;
    v_id bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('ops:incident:' || area, 0));
    select i.* into v_old
    from ops.incident as i
    where i.area = _open_incident.area and i.cause = _open_incident.cause
        and (i.state <> 'resolved' or i.resolved_at > ops.now() - ops.setting('recurrence_window')::interval)
    order by i.state = 'resolved', i.id desc
    limit 1;
    if v_old.id is null then
        insert into ops.incident (area, severity, title, cause, run, detail, opened_at, opened_by, role, clock_from,
            response_due)
        select _open_incident.area, _open_incident.severity, left(_open_incident.title, 200), _open_incident.cause,
            _open_incident.run, _open_incident.detail, ops.now(), ops.actor(), a.role, ops.now(),
                ops.now() + s.response_time
        from ops.severity as s, ops.area_setting as a
        where s.level = _open_incident.severity and a.area = _open_incident.area
        returning id into v_id;
        perform ops._note_event(v_id, 'opened', title, detail);
        perform ops._baseline_for(v_id, area, beside);
        return v_id;
    end if;
    if v_old.state = 'resolved' then
        perform ops._reopen(v_old, severity, title, detail);
    elsif severity < v_old.severity then
        perform ops._worsen(v_old, severity, title, detail);
    end if;
    return v_old.id;
end
$$;
comment on function ops._open_incident(text, text, text, text, bigint, jsonb, bigint[]) is 'Number of the incident. One unresolved incident an area and cause; one resolved within recurrence_window is opened again. cause null always opens a new one. beside: incidents that the same look opened.';
revoke all on function ops._open_incident(text, text, text, text, bigint, jsonb, bigint[]) from public;
