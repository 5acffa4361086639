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
        with reached as (
            select k.id, k.name, k.service, k.rate_limit_per_minute as allowed, u.used, u.peak, u.peak_at, u.calls
            from public.api_keys as k
            join ops._api_key_load() as u
                on u.key_id = k.id
            where k.is_active
                and k.rate_limit_per_minute <= u.peak
                and k.rate_limit_per_minute > 0
                and (keys is null or k.id = any (keys::uuid[]))
        )
        select 'public.api_keys',
            jsonb_build_object('id', r.id),
            left(format('key %s (%s): %s calls in a minute at %s, %s allowed', r.name, r.service, r.peak,
                to_char(r.peak_at at time zone v_zone, 'HH24:MI'), r.allowed), 100),
            null::text,
            null::jsonb,
            jsonb_build_object('used', r.used, 'peak', r.peak, 'allowed', r.allowed),
            null::numeric,
            jsonb_build_object('peak_at', r.peak_at, 'calls', r.calls, 'refused', 'unknown'),
            format('select * from ops.set_api_rate_limit(%L, %s, ''why'')', r.id, r.allowed * 2::bigint)
        from reached as r
        union all
        select null, null, format('calls refused at the limit of %s keys: unknown, they get 401 and are logged nowhere', count(*)),
            null, null, null, null, jsonb_build_object('keys', count(*)), 'select * from ops.runbook(''rate_limits'')'
        from reached as r
        having count(*) > 0;
end
$$;
comment on function ops.api_key_at_limit(text[]) is 'Active keys whose busiest sliding minute within 24 hours was at their own limit, and one row that says that the calls refused there are unknown.';
revoke all on function ops.api_key_at_limit(text[]) from public;
select ops._define_rule(
    name => 'api_key_at_limit',
    area => 'rate_limits',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No key reaches its own limit',
    why => 'Further calls within that minute are refused with 401, which integrations take for a wrong key and give up.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "rate_limit_per_minute", "is_active"],
        "public.api_request_logs": ["api_key_id", "created_at"]}'
);
