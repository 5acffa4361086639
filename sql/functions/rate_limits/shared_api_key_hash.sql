-- Active keys that are one and the same secret.
create or replace function ops.shared_api_key_hash(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.api_keys',
            jsonb_build_object('id', k.id),
            left(format('key %s (%s) is the same secret as %s', k.name, k.service,
                array_to_string(array_remove(k.names, k.name), ', ')), 100),
            null::text,
            null::jsonb,
            to_jsonb(cardinality(k.names)),
            null::numeric,
            jsonb_build_object('key_prefix', k.key_prefix, 'ids', k.ids, 'names', k.names),
            null::text
        from (
            select w.id, w.name, w.service, w.key_prefix,
                array_agg(w.name) over g as names, array_agg(w.id) over g as ids
            from public.api_keys as w
            where w.is_active
            window g as (partition by w.key_hash)
        ) as k
        where cardinality(k.ids) > 1
            and (keys is null or k.id = any (keys::uuid[]));
end
$$;
comment on function ops.shared_api_key_hash(text[]) is
    'Active keys with the same key_hash, which is neither unique nor indexed. The hash itself is shown nowhere.';
revoke all on function ops.shared_api_key_hash(text[]) from public;
select ops._define_rule(
    name => 'shared_api_key_hash',
    area => 'rate_limits',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Every active key is a secret of its own',
    why => 'Asked for one row and given two, the application refuses the call; and revoking one key leaves the '
           'secret good.',
    repair_class => 'report',
    reads => '{"public.api_keys": ["id", "name", "service", "key_prefix", "key_hash", "is_active"]}'
);
