-- Keys past their end that are still active.
create or replace function ops.expired_api_key(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select 'public.api_keys',
            jsonb_build_object('id', k.id),
            left(format('key %s (%s) ended on %s and is active', k.name, k.service,
                ops._moment(k.expires_at, ops.setting('time_zone'), 'YYYY-MM-DD')), 100),
            null::text,
            null::jsonb,
            to_jsonb(k.expires_at),
            null::numeric,
            jsonb_build_object('key_prefix', k.key_prefix, 'last_used_at', k.last_used_at),
            format('select * from ops.revoke_api_key(%L, ''expired'')', k.id)
        from public.api_keys as k
        where k.is_active
            and k.expires_at < v_now
            and (keys is null or k.id = any (keys::uuid[]));
end
$$;
comment on function ops.expired_api_key(text[]) is
    'Active keys past expires_at: their calls are refused with 401, unlogged, like calls over the limit.';
revoke all on function ops.expired_api_key(text[]) from public;
select ops._define_rule(
    name => 'expired_api_key',
    area => 'rate_limits',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A key past its end is not active',
    why => 'The list shows it as good while every call is refused: somebody looks for the fault elsewhere.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "key_prefix", "is_active", "expires_at", "last_used_at"]}'
);
