-- What must hold before an incident counts as over.
create or replace function ops._incident_checks(given ops.incident, seen ops.verification[])
returns setof ops.verification
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rule text;
    v_rights text := ops.verification_runs_as((given).area);
begin
    for v_rule in
        select distinct f.rule from ops.finding as f
        where f.incident = (given).id and f.resolved_at is null
            and exists (select from ops.rule as r where r.name = f.rule)
        order by f.rule
    loop
        perform ops._record_rule((given).area, v_rule);
    end loop;
    return query
        select 'findings of this incident', case
            when count(*) filter (where f.resolved_at is null and f.kind <> 'writer') = 0 then 'passed'
            else 'failed' end,
            format('%s of %s are open', count(*) filter (where f.resolved_at is null and f.kind <> 'writer'), count(*)),
            jsonb_build_object('findings', count(*)),
            case when count(*) filter (where f.resolved_at is null and f.kind <> 'writer') > 0
                then format('select * from ops.open_finding where incident = %s', (given).id) end
        from ops.finding as f
        where f.incident = (given).id
        having count(*) > 0;
    if v_rights = 'owner' then
        return query select v.* from ops.verify((given).area) as v;
    elsif v_rights = 'caller' then
        -- those act as a signed-in user; within this function they could not
        return query select v.* from unnest(seen) as v;
        if coalesce(cardinality(seen), 0) = 0 then
            return next ('resolution check', 'unknown', 'was not run', null,
                format('select * from ops.verify(%L)', (given).area))::ops.verification;
        end if;
    end if;
end
$$;
comment on function ops._incident_checks(ops.incident, ops.verification[]) is 'Its findings, looked at again just now, and the area''s resolution check; seen: the rows of a check that runs with the caller''s rights.';
revoke all on function ops._incident_checks(ops.incident, ops.verification[]) from public;
