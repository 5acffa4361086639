-- Whether integrations are let in again (runbook 10, resolution).
create or replace function ops.verify_rate_limits()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_missing text := ops._missing('{"public.api_keys": ["id", "name", "rate_limit_per_minute", "is_active"],
        "public.api_request_logs": ["api_key_id", "status_code", "created_at"]}');
    v_before ops.baseline := ops._baseline('rate_limits', 'keys_at_limit');
    v_since timestamptz := coalesce(v_before.taken_at, ops.now() - interval '15 minutes');
    v_good bigint;
    v_bad bigint;
    v_full text;
begin
    if v_missing is not null then
        return query select 'Look at it at all', 'unknown', v_missing, null::jsonb, 'select * from ops.doctor()';
        return;
    end if;
    select count(*) filter (where l.status_code < 400), count(*) filter (where l.status_code >= 500
        or l.status_code in (401, 403, 429))
    into v_good, v_bad
    from public.api_request_logs as l
    where l.created_at > v_since;
    select string_agg(format('%s %s of %s', u.name, u.used, u.allowed), ', ' order by u.used_percent desc,
        u.name) into v_full
    from ops.api_key_load() as u
    where u.is_active and u.used >= u.allowed;
    return query
        select 'API calls succeeding', case when v_bad > 0 then 'failed' when v_good > 0 then 'passed'
            else 'pending' end,
            format('%s calls succeeded and %s failed since %s%s', v_good, v_bad,
                ops._moment(v_since, ops.setting('time_zone'), 'MM-DD HH24:MI'),
                case when v_good + v_bad = 0 then '; pending until the next call' end),
            jsonb_build_object('succeeded', v_good, 'failed', v_bad, 'since', v_since),
            case when v_bad > 0 then 'select * from ops.runbook(''functions'')' when v_good = 0
                then 'select * from ops.verify_rate_limits()' end;
    return query
        select 'Rate within limits', case when v_full is null then 'passed' else 'failed' end,
            coalesce('at their limit in this minute: ' || v_full, 'no key is at its limit in this minute')
                || coalesce('; ' || v_before.value || ' were within a day when the baseline was taken', ''),
            jsonb_build_object('at_limit', v_full, 'at_limit_before', v_before.value),
            case when v_full is not null then 'select * from ops.api_key_use' end;
    return query
        select 'No 429 errors in logs', 'unknown',
            'refused calls are answered 401 and logged nowhere: not none, unknown', null::jsonb,
            'Dashboard -> Edge Functions -> api-... -> Invocations: no 401 since the change';
end
$$;
comment on function ops.verify_rate_limits() is
    'The runbook''s resolution lines: logged calls since the baseline, or within 15 minutes; this minute against each '
    'key''s own limit; and that refused calls cannot be known.';
revoke all on function ops.verify_rate_limits() from public;
grant execute on function ops.verify_rate_limits() to ops_reader;
