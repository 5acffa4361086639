-- Switches a key off: its next call is refused.
create or replace function ops.revoke_api_key(key text, reason text, dry_run boolean default true)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_now timestamptz := ops.now();
    v_id uuid := ops._find_api_key(revoke_api_key.key);
    v_name text;
    v_service text;
    v_active boolean;
    v_calls text;
    v_changes ops.proposal[] := array[]::ops.proposal[];
begin
    select k.name, k.service, k.is_active into v_name, v_service, v_active from public.api_keys as k where k.id = v_id;
    select string_agg(format('%s %s times, last at %s', e.endpoint, e.calls,
        ops._moment(e.last_at, ops.setting('time_zone'), 'MM-DD HH24:MI')), E'\n' order by e.calls desc,
            e.endpoint)
    into v_calls
    from (
        select l.endpoint, count(*) as calls, max(l.created_at) as last_at
        from public.api_request_logs as l
        where l.api_key_id = v_id and l.created_at > v_now - interval '24 hours'
        group by l.endpoint
        order by calls desc, l.endpoint
        limit 10
    ) as e;
    if v_active then
        v_changes := array[(
            null, 'public.api_keys', jsonb_build_object('id', v_id), 'update', '{"is_active": "true"}'::jsonb,
                '{"is_active": "false"}'::jsonb,
            format(E'key %s (%s) is revoked: its next call is refused\n%s\n%s', v_name, v_service,
                coalesce('within a day it called ' || v_calls, 'no call within a day'),
                    ops._undo_note('revoke_api_key'))
        )::ops.proposal];
    end if;
    return query select c.* from ops._act('rate_limits', 'revoke_api_key', v_changes, reason, dry_run) as c;
end
$$;
comment on function ops.revoke_api_key(text, text, boolean) is
    'Runbook 10, step 4: key by id, prefix or name; plans by default, the note says what it called within a day; undo '
    'makes it good again. OP005, OP009, OP013.';
revoke all on function ops.revoke_api_key(text, text, boolean) from public;
grant execute on function ops.revoke_api_key(text, text, boolean) to ops_operator;
