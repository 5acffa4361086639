-- Refuses an incident that does not exist, or that is in a state where this cannot be done.
create or replace function ops._require_incident(incident bigint, unresolved boolean default false)
returns ops.incident
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident;
begin
    select i.* into v_incident from ops.incident as i where i.id = _require_incident.incident;
    if not found then
        perform ops._fail('OP013', format('there is no incident %s', coalesce(incident::text, 'null')),
            coalesce((select format('the newest is %s: %s', i.id, i.title) from ops.incident as i
                order by i.id desc limit 1),
                'none was ever opened here'),
            'select * from ops.open_incident');
    elsif unresolved and v_incident.state = 'resolved' then
        perform ops._fail('OP012', format('incident %s is resolved', incident),
            format('by %s at %s', v_incident.resolved_by, v_incident.resolved_at),
            format('select ops.reopen_incident(%s, ''why'')', incident));
    end if;
    return v_incident;
end
$$;
comment on function ops._require_incident(bigint, boolean) is 'The incident. OP013 when there is none, OP012 when it is resolved and must not be.';
revoke all on function ops._require_incident(bigint, boolean) from public;
