-- Keeps a rule, or one finding, quiet for a while.
create or replace function ops.silence(what text, until timestamptz, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_is_rule boolean := exists (select from ops.rule as r where r.name = what);
    v_severity text;
    v_silence bigint;
begin
    if not v_is_rule then
        perform ops._require_finding(what);
    end if;
    perform ops._require_reason(reason, format('select ops.silence(%L, %L, ''why'')', what, until));
    if until is null or until <= ops.now() or until > ops.now() + interval '30 days' then
        perform ops._fail('OP005', format('a silence cannot last until %s', coalesce(until::text, 'null')),
            format('it ends within 30 days: after %s and by %s', ops.now(), ops.now() + interval '30 days'),
            format('select ops.silence(%L, now() + interval ''7 days'', ''why'')', what));
    end if;
    v_severity := case when v_is_rule
        then (select coalesce(s.severity, r.severity) from ops.rule as r left join ops.rule_setting as s
            on s.rule = r.name where r.name = what)
        else (select f.severity from ops.finding as f where f.fingerprint = what) end;
    if v_severity = 'P0' then
        perform ops._fail('OP005', format('%s is P0 and cannot be silenced', what),
            'P0 means data loss or a system that is down',
            'select * from ops.runbook(''integrity'')');
    end if;
    insert into ops.silence (rule, fingerprint, since, until, owner, reason)
    values (case when v_is_rule then what end, case when not v_is_rule then what end, ops.now(), silence.until,
        ops.actor(),
        btrim(silence.reason))
    returning id into v_silence;
    return v_silence;
end
$$;
comment on function ops.silence(text, timestamptz, text) is 'what: a rule or the fingerprint of a finding. Number of the silence; the end is at most 30 days away, P0 is never silenced. OP005, OP009, OP013.';
revoke all on function ops.silence(text, timestamptz, text) from public;
grant execute on function ops.silence(text, timestamptz, text) to ops_operator;
