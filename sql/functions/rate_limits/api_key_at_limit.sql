-- Keys that reached their own limit within a day; how many calls that cost is unknown.
create or replace function ops.api_key_at_limit(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
begin
    return query
        select 'public.api_keys',
            jsonb_build_object('id', k.id),
            left(format('key %s (%s): %s calls in a minute at %s, %s allowed; refused: unknown', k.name, k.service,
                u.peak,
                ops._moment(u.peak_at, v_zone, 'HH24:MI'), k.rate_limit_per_minute), 100),
            null::text,
            null::jsonb,
            jsonb_build_object('used', u.used, 'peak', u.peak, 'allowed', k.rate_limit_per_minute),
            null::numeric,
            jsonb_build_object('peak_at', u.peak_at, 'calls', u.calls, 'refused', 'unknown'),
            format('select * from ops.set_api_rate_limit(%L, %s, ''why'')', k.id, k.rate_limit_per_minute * 2::bigint)
        from public.api_keys as k
        join ops._api_key_load() as u
            on u.key_id = k.id
        where k.is_active
            and k.rate_limit_per_minute <= u.peak
            and k.rate_limit_per_minute > 0
            and (keys is null or k.id = any (keys::uuid[]));
end
$$;
comment on function ops.api_key_at_limit(text[]) is
    'Active keys whose busiest sliding minute within 24 hours was at their own limit. How many calls were refused '
    'there is unknown: see ops.check_rate_limits().';
revoke all on function ops.api_key_at_limit(text[]) from public;
select ops._define_rule(
    name => 'api_key_at_limit',
    area => 'rate_limits',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No key reaches its own limit',
    why => 'Further calls within that minute are refused with 401, which integrations take for a wrong key and give '
           'up.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "rate_limit_per_minute", "is_active"],
        "public.api_request_logs": ["api_key_id", "created_at"]}'
);
