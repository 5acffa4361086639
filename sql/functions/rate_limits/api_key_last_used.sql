-- Keys whose last use is before a call that is in the log.
create or replace function ops.api_key_last_used(keys text[] default null)
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
            left(format('key %s (%s) called at %s, but was last used %s', k.name, k.service,
                ops._moment(l.last_at, v_zone),
                coalesce(ops._moment(k.last_used_at, v_zone), 'never')), 100),
            null::text,
            to_jsonb(l.last_at),
            to_jsonb(k.last_used_at),
            null::numeric,
            jsonb_build_object('key_prefix', k.key_prefix, 'calls', l.calls),
            null::text
        from public.api_keys as k
        join (
            select r.api_key_id, max(r.created_at) as last_at, count(*) as calls
            from public.api_request_logs as r
            where r.api_key_id is not null
            group by r.api_key_id
        ) as l
            on l.api_key_id = k.id
        where coalesce(k.last_used_at, '-infinity') < ops._shifted(l.last_at, -interval '10 minutes')
            and (keys is null or k.id = any (keys::uuid[]));
end
$$;
comment on function ops.api_key_last_used(text[]) is
    'last_used_at that is more than 10 minutes before the key''s newest logged call. Anybody may insert log rows: '
    'then the calls were not the key''s.';
revoke all on function ops.api_key_last_used(text[]) from public;
select ops._define_rule(
    name => 'api_key_last_used',
    area => 'rate_limits',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A key''s last use is not before its last logged call',
    why => 'A key in use looks unused and is revoked; or the logged calls are not its own, and somebody fills its '
           'limit.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "key_prefix", "last_used_at"],
        "public.api_request_logs": ["api_key_id", "created_at"]}'
);
