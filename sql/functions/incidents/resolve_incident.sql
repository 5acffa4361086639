-- Closes an incident: when its verification passes, or on the word of a named person.
create or replace function ops.resolve_incident(incident bigint, reason text default null, name text default null)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_area text := (select i.area from ops.open_incident as i where i.id = incident and i.state <> 'resolved');
    v_seen ops.verification[];
begin
    -- not a definer: see ops.verify
    if v_area is not null and ops.verification_runs_as(v_area) = 'caller' then
        v_seen := array(select v from ops.verify(v_area) as v);
    end if;
    return ops.close_incident(incident, v_seen, reason, name);
end
$$;
comment on function ops.resolve_incident(bigint, text, text) is 'OP070 with what is open, unless its findings are gone and ops.verify_<area>() passes, or a reason and a name are given. OP012, OP013.';
revoke all on function ops.resolve_incident(bigint, text, text) from public;
grant execute on function ops.resolve_incident(bigint, text, text) to ops_operator;
