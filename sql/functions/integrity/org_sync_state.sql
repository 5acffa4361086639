-- People whose grants and whose last synchronisation have different numbers.
create or replace function ops.org_sync_state(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.user_org_grants_sync_state',
            jsonb_build_object('user_id', g.user_id),
            left(format('grants of %s: newest has number %s, the last synchronisation %s', coalesce(p.email, g.user_id::text),
                g.newest, coalesce(s.last_org_access_seq::text, 'none')), 100),
            null::text,
            to_jsonb(g.newest),
            to_jsonb(s.last_org_access_seq),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('last_synced_at', s.last_synced_at, 'grants', g.grants)),
            null::text
        from (
            select m.user_id, max(m.org_access_seq) as newest, count(*) as grants
            from public.user_org_grants_mirror as m
            group by m.user_id
        ) as g
        left join public.user_org_grants_sync_state as s
            on s.user_id = g.user_id
        left join public.profiles as p
            on p.user_id = g.user_id
        where s.last_org_access_seq is distinct from g.newest
            and (keys is null or g.user_id = any (keys::uuid[]));
end
$$;
comment on function ops.org_sync_state(text[]) is 'last_org_access_seq against the highest number of the person''s grants; the synchronisation writes both in one transaction. Who has no grants left is not judged.';
revoke all on function ops.org_sync_state(text[]) from public;
select ops._define_rule(
    name => 'org_sync_state',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'The number of a person''s last synchronisation is that of their newest grant',
    why => 'Behind: an older message from the CRM takes rights back or gives them again. Ahead: the newest one is ignored.',
    repair_class => 'report',
    reads => '{"public.user_org_grants_mirror": ["user_id", "org_access_seq"],
        "public.user_org_grants_sync_state": ["user_id", "last_org_access_seq", "last_synced_at"],
        "public.profiles": ["user_id", "email"]}'
);
