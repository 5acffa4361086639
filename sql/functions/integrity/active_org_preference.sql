-- People whose chosen organisation they may no longer see.
create or replace function ops.active_org_preference(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.user_active_org_preferences',
            jsonb_build_object('user_id', w.user_id),
            left(w.message, 100),
            null::text,
            null::jsonb,
            to_jsonb(w.active_org_id),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select p.user_id, p.active_org_id, format('user %s has chosen %s, without a grant for it', p.user_id, p.active_org_id) as message
            from public.user_active_org_preferences as p
            where (keys is null or p.user_id = any (keys::uuid[]))
                and not exists (
                    select
                    from public.user_org_grants_mirror as g
                    where g.user_id = p.user_id and g.crm_organization_id = p.active_org_id and g.is_active
                )
        ) as w;
end
$$;
comment on function ops.active_org_preference(text[]) is 'active_org_id without an active grant in the mirror. The application then falls back to the oldest grant.';
revoke all on function ops.active_org_preference(text[]) from public;
select ops._define_rule(
    name => 'active_org_preference',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'The organisation that a person has chosen is one of their grants',
    why => 'The switch shows an organisation of which every list is empty.',
    repair_class => 'auto',
    turn => 70,
    changes => 'ops._active_org_preference_changes',
    reads => '{"public.user_active_org_preferences": ["user_id", "active_org_id"],
        "public.user_org_grants_mirror": ["user_id", "crm_organization_id", "is_active"]}'
);
