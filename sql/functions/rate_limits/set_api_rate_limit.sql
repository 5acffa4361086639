-- Changes how many calls a minute a key may make.
create or replace function ops.set_api_rate_limit(
    key text, per_minute integer, reason text, lower boolean default false, unlimited boolean default false,
        dry_run boolean default true
)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_id uuid := ops._find_api_key(set_api_rate_limit.key);
    v_name text;
    v_service text;
    v_now integer;
    v_changes ops.proposal[] := array[]::ops.proposal[];
begin
    select k.name, k.service, k.rate_limit_per_minute into v_name, v_service,
        v_now from public.api_keys as k where k.id = v_id;
    perform ops._require_api_limit(v_name, v_now, per_minute, coalesce(lower, false), coalesce(unlimited, false));
    if v_now is distinct from per_minute then
        v_changes := array[(
            null, 'public.api_keys', jsonb_build_object('id', v_id), 'update',
            jsonb_build_object('rate_limit_per_minute', v_now::text), jsonb_build_object('rate_limit_per_minute',
                per_minute::text),
            format(E'key %s (%s): %s calls a minute instead of %s\n%s', v_name, v_service,
                coalesce(nullif(per_minute, 0)::text, 'unlimited'), coalesce(nullif(v_now, 0)::text, 'unlimited'),
                ops._undo_note('set_api_rate_limit'))
        )::ops.proposal];
    end if;
    return query select c.* from ops._act('rate_limits', 'set_api_rate_limit', v_changes, reason, dry_run) as c;
end
$$;
comment on function ops.set_api_rate_limit(text, integer, text, boolean, boolean, boolean) is 'Runbook 10, step 3: key by id, prefix or name; plans by default; undoable. A smaller limit only with lower => true, null or 0 (no limit) only with unlimited => true. OP005, OP009, OP013.';
revoke all on function ops.set_api_rate_limit(text, integer, text, boolean, boolean, boolean) from public;
grant execute on function ops.set_api_rate_limit(text, integer, text, boolean, boolean, boolean) to ops_operator;
