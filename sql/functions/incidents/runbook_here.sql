-- The runbook of an area for this very moment: what is open, and the calls with real numbers in them.
create or replace function ops.runbook_here(area text)
returns setof ops.explanation
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_incident bigint;
    v_names text[];
    v_given text[];
begin
    perform ops._require_area(area);
    select i.id into v_incident
    from ops.incident as i
    where i.area = runbook_here.area and i.state <> 'resolved'
    order by i.severity, i.id
    limit 1;
    select array_agg(p.placeholder), array_agg(p.value) into v_names, v_given
    from ops._placeholder_values(area, v_incident) as p;
    return query
        select 'now', 'incident ' || i.id, concat_ws(' · ', i.severity, i.state, i.title, i.clock),
            format('lotastro-ops incident %s %s', case i.state when 'open' then 'acknowledge' else 'resolve' end, i.id)
        from ops.open_incident as i
        where i.area = runbook_here.area and i.state <> 'resolved';
    return query
        select 'now', f.severity, f.message, f.fix
        from ops.open_finding as f
        where f.area = runbook_here.area and f.silenced_until is null
        limit 5;
    return query
        select r.topic, case when r.topic = 'team' then r.item
                else (row_number() over (partition by r.topic order by r.place))::text end,
            r.value, case when r.topic = 'team' then r.note else ops._fill_placeholders(r.note, v_names, v_given) end
        from ops.runbook(area) with ordinality as r (topic, item, value, note, place)
        order by r.place;
    if v_incident is not null then
        return query
            select 'afterwards', a.place::text, a.line ->> 'line',
                ops._fill_placeholders(coalesce(a.line ->> 'call', 'by hand: ' || (a.line ->> 'manual')), v_names,
                    v_given)
            from jsonb_array_elements(ops.runbook_general() -> 'afterwards') with ordinality as a (line, place)
            order by a.place;
    end if;
end
$$;
comment on function ops.runbook_here(text) is 'topic now: open incident and worst findings with their next call. Then detect, respond and verify, item counted within each, and afterwards while an incident is open. Placeholders are filled from the worst findings; of each that is left the note says where it is found. OP001.';
revoke all on function ops.runbook_here(text) from public;
grant execute on function ops.runbook_here(text) to ops_reader;
