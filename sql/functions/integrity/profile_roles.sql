-- People whose profile names another role than their rights.
create or replace function ops.profile_roles(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.profiles',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            to_jsonb(array[w.role]),
            to_jsonb(w.roles),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select p.id, p.role::text as role, coalesce(r.roles, '{}') as roles,
                format('%s: profile %s, rights %s', p.email, p.role, coalesce(array_to_string(r.roles, ', '), 'none')) as message
            from public.profiles as p
            left join (
                select u.user_id, array_agg(u.role::text order by u.role) as roles
                from public.user_roles as u
                group by u.user_id
            ) as r
                on r.user_id = p.user_id
            where p.active
                and r.roles is distinct from array[p.role::text]
                and (keys is null or p.id = any (keys::uuid[]))
        ) as w;
end
$$;
comment on function ops.profile_roles(text[]) is 'profiles.role against the set of user_roles, for profiles that are active. The rights in the database come from user_roles, what the screens show from the profile.';
revoke all on function ops.profile_roles(text[]) from public;
select ops._define_rule(
    name => 'profile_roles',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A person''s profile and rights name the same role',
    why => 'The role page changes the profile only: a person who lost a role keeps its rights, one who got it has none.',
    repair_class => 'decide',
    turn => 70,
    choices => '[{"choice": "follow_profile", "what": "user_roles becomes the one role of the profile: the screens stay as they are, the rights change",
            "changes": "ops._profile_roles_follow"},
        {"choice": "follow_rights", "what": "the profile names the one right of user_roles, in the name of act_as_user_id: the rights stay, the screens change; several rights or none are left to a person",
            "changes": "ops._profile_roles_rights"}]',
    reads => '{"public.profiles": ["id", "user_id", "email", "role", "active"], "public.user_roles": ["id",
        "user_id", "role"]}'
);
select ops._define_guarded('public.profiles', 'role', 'email', 'user_id', 'id', 'created_at');
