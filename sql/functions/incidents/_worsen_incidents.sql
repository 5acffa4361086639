-- Makes incidents as grave as the gravest of their findings.
create or replace function ops._worsen_incidents(area text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident;
    v_worst record;
begin
    for v_incident in
        select i.* from ops.incident as i
        where i.area = _worsen_incidents.area and i.state <> 'resolved'
        order by i.id
    loop
        select f.severity, f.rule, f.message into v_worst
        from ops.open_finding as f
        where f.incident = v_incident.id and f.severity < v_incident.severity and f.silenced_until is null
        order by f.severity, f.size desc nulls last
        limit 1;
        if found then
            perform ops._worsen(v_incident, v_worst.severity, format('%s: %s', v_worst.rule, v_worst.message),
                jsonb_build_object('rule', v_worst.rule));
        end if;
    end loop;
end
$$;
comment on function ops._worsen_incidents(text) is 'For unresolved incidents of the area; never makes one milder.';
revoke all on function ops._worsen_incidents(text) from public;
