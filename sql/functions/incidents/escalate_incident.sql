-- Hands an incident up by hand.
create or replace function ops.escalate_incident(incident bigint, reason text)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident := ops._require_incident(incident, true);
begin
    perform ops._require_reason(reason, format('select ops.escalate_incident(%s, ''why'')', incident));
    return ops._hand_up(v_incident, btrim(reason));
end
$$;
comment on function ops.escalate_incident(bigint, text) is 'From which role to which, and who fills it. OP009, OP012, OP013.';
revoke all on function ops.escalate_incident(bigint, text) from public;
grant execute on function ops.escalate_incident(bigint, text) to ops_operator;
