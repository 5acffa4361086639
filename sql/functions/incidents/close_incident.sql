-- Closes an incident whose verification has been looked at: the part of ops.resolve_incident that writes.
create or replace function ops.close_incident(incident bigint, seen ops.verification[], reason text default null,
    name text default null)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_incident ops.incident := ops._require_incident(incident, true);
    v_checks ops.verification[] := array(select v from ops._incident_checks(v_incident, seen) as v);
    v_open text;
    v_named boolean := coalesce(btrim(reason), '') <> '' and coalesce(btrim(name), '') <> '';
begin
    select string_agg(format('%s: %s (%s)', v.step, v.message, v.state), '; ')
    into v_open
    from unnest(v_checks) as v
    where v.state not in ('passed', 'manual');
    if cardinality(v_checks) = 0 then
        v_open := 'nothing can be verified by itself here';
    end if;
    if v_open is not null and not v_named then
        perform ops._fail('OP070', format('incident %s is not verified', incident), left(v_open, 2000),
            format('mend it, or: select ops.resolve_incident(%s, ''why it is over all the same'', ''your name'')',
                incident));
    end if;
    update ops.incident as i
    set state = 'resolved', resolved_at = ops.now(),
        resolved_by = coalesce(nullif(btrim(close_incident.name), ''), ops.actor()),
        resolution = coalesce(nullif(btrim(reason), ''), 'the verification passed'), response_due = null,
        verification = to_jsonb(v_checks), post_mortem_due = ops.now() + interval '48 hours'
    where i.id = close_incident.incident;
    perform ops._note_event(incident, 'resolved', case when v_open is null
        then concat_ws(': ', 'verification passed', nullif(btrim(reason), ''))
        else format('by %s, unverified (%s): %s', btrim(name), left(v_open, 500), btrim(reason)) end,
        jsonb_build_object('verified', v_open is null));
    return format('incident %s resolved after %s; post-mortem due by %s: select ops.post_mortem_ics(%s)', incident,
        date_trunc('second', ops.now() - v_incident.opened_at),
        to_char((ops.now() + interval '48 hours') at time zone ops.setting('time_zone'), 'YYYY-MM-DD HH24:MI'),
            incident);
end
$$;
comment on function ops.close_incident(bigint, ops.verification[], text, text) is 'Call ops.resolve_incident, which runs the verification first. seen counts only where that needs the caller''s own rights. OP012, OP013, OP070.';
revoke all on function ops.close_incident(bigint, ops.verification[], text, text) from public;
grant execute on function ops.close_incident(bigint, ops.verification[], text, text) to ops_operator;
