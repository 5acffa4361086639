-- Active keys without a limit, or with one that lets nothing through.
create or replace function ops.api_key_limit(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.api_keys',
            jsonb_build_object('id', k.id),
            left(format(case when k.rate_limit_per_minute < 0 then 'key %s (%s) has limit %s: every call is refused'
                else 'key %s (%s) has no limit: %s is unlimited' end, k.name, k.service,
                coalesce(k.rate_limit_per_minute::text, 'null')), 100),
            null::text,
            null::jsonb,
            to_jsonb(k.rate_limit_per_minute),
            null::numeric,
            jsonb_build_object('key_prefix', k.key_prefix, 'last_used_at', k.last_used_at),
            format('select * from ops.set_api_rate_limit(%L, 60, ''why'', lower => true)', k.id)
        from public.api_keys as k
        where k.is_active
            and coalesce(k.rate_limit_per_minute, 0) <= 0
            and (keys is null or k.id = any (keys::uuid[]));
end
$$;
comment on function ops.api_key_limit(text[]) is
    'Active keys whose limit is null or 0, which the application takes for unlimited, or below zero.';
revoke all on function ops.api_key_limit(text[]) from public;
select ops._define_rule(
    name => 'api_key_limit',
    area => 'rate_limits',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Every active key has a limit above zero',
    why => 'One client in a loop, or one stolen key, slows the whole application down.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "key_prefix", "rate_limit_per_minute", "is_active",
        "last_used_at"]}'
);
