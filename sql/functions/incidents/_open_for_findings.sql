-- Opens one incident an area and cause for the findings that nobody deals with yet.
create or replace function ops._open_for_findings(area text, from_severity text)
returns setof bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_group record;
    v_id bigint;
    v_opened bigint[] := '{}'::bigint[];
    v_quiet boolean := ops._in_maintenance();
begin
    perform ops._worsen_incidents(area);
    for v_group in
        select coalesce(case f.kind when 'unknown' then 'could not run' when 'coverage' then 'coverage lost'
            else f.cause end,
                'unnamed') as cause,
            min(f.severity) as severity, count(*) as rows, sum(f.size) as metres,
                array_agg(f.rule) as rule_names, array_agg(f.fingerprint) as fingerprints,
            string_agg(distinct f.rule, ', ' order by f.rule) as rules
        from ops.open_finding as f
        where f.area = _open_for_findings.area and f.severity <= from_severity and f.incident is null
            and f.silenced_until is null and f.acknowledged_at is null and f.over_threshold
            and (not v_quiet or f.severity = 'P0')
            -- a rule that a passing lock kept from running is nobody's incident
            and (f.kind <> 'unknown' or f.last_change <= ops.now() - interval '10 minutes')
        group by 1
        order by 2, 1
    loop
        v_id := ops._open_incident(area, v_group.severity,
            left(format('%s: %s finding%s%s%s, by %s', area, v_group.rows,
            case when v_group.rows > 1 then 's' end, ' (' || ops._metres(v_group.metres) || ' m)',
                case when v_group.cause <> 'unnamed' then ', cause ' || v_group.cause end, v_group.rules), 200),
            v_group.cause, null, jsonb_build_object('rows', v_group.rows, 'metres', v_group.metres, 'rules',
                v_group.rules), v_opened);
        v_opened := v_opened || v_id;
        update ops.finding as f
        set incident = v_id
        from unnest(v_group.rule_names, v_group.fingerprints) as n (rule, fingerprint)
        where f.rule = n.rule and f.fingerprint = n.fingerprint;
        return next v_id;
    end loop;
end
$$;
comment on function ops._open_for_findings(text, text) is 'Incidents that took findings on. Silenced, acknowledged and tolerated findings open none; in maintenance only P0 does.';
revoke all on function ops._open_for_findings(text, text) from public;
