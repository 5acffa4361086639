-- Opens a resolved incident again by hand.
create or replace function ops.reopen_incident(incident bigint, reason text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident := ops._require_incident(incident);
begin
    perform ops._require_reason(reason, format('select ops.reopen_incident(%s, ''why'')', incident));
    if v_incident.state <> 'resolved' then
        perform ops._fail('OP012', format('incident %s is not resolved', incident),
            format('it is %s', v_incident.state),
            format('select * from ops.incident_timeline(%s)', incident));
    end if;
    perform ops._reopen(v_incident, v_incident.severity, btrim(reason), '{}');
end
$$;
comment on function ops.reopen_incident(bigint, text) is 'The response clock begins anew. OP009, OP012, OP013.';
revoke all on function ops.reopen_incident(bigint, text) from public;
grant execute on function ops.reopen_incident(bigint, text) to ops_operator;
