-- Active keys that nobody uses.
create or replace function ops.unused_api_key(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_days integer := ops._threshold('unused_api_key', 'days', 90);
    v_since timestamptz := ops.now() - make_interval(days => v_days);
begin
    return query
        select 'public.api_keys',
            jsonb_build_object('id', k.id),
            left(format('key %s (%s) is active, unused for %s days', k.name, k.service,
                coalesce(extract(day from ops._span(coalesce(k.last_used_at, k.created_at), v_now))::text, '∞')), 100),
            null::text,
            null::jsonb,
            to_jsonb(k.last_used_at),
            null::numeric,
            jsonb_build_object('key_prefix', k.key_prefix, 'created_at', k.created_at, 'last_used_at', k.last_used_at),
            format('select * from ops.revoke_api_key(%L, ''unused'')', k.id)
        from public.api_keys as k
        where k.is_active
            and (k.expires_at < v_now) is not true
            and coalesce(k.last_used_at, k.created_at) < v_since
            and not exists (select from public.api_request_logs as l where l.api_key_id = k.id
                and l.created_at >= v_since)
            and (keys is null or k.id = any (keys::uuid[]));
end
$$;
comment on function ops.unused_api_key(text[]) is
    'Active keys neither used nor made within 90 days (threshold days), and without a logged call; the log itself '
    'goes back 30 days at most.';
revoke all on function ops.unused_api_key(text[]) from public;
select ops._define_rule(
    name => 'unused_api_key',
    area => 'rate_limits',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An active key is used',
    why => 'A key that nobody misses lies around somewhere, and opens the stock and the orders to whoever finds it.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "key_prefix", "is_active", "expires_at", "last_used_at",
        "created_at"],
        "public.api_request_logs": ["api_key_id", "created_at"]}'
);
