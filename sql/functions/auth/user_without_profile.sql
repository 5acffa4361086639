-- People who can sign in but have no profile.
create or replace function ops.user_without_profile(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select h.* from ops._unreadable_hits('auth.users') as h;
    if found then
        return;
    end if;
    return query
        select 'auth.users',
            jsonb_build_object('id', u.id),
            left(format('%s can sign in but has no profile', coalesce(u.email, u.id::text)), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_build_object('created_at', u.created_at),
            null::text
        from auth.users as u
        left join public.profiles as p
            on p.user_id = u.id
        where p.user_id is null
            -- the sign-in service keeps whom it deleted softly
            and to_jsonb(u) ->> 'deleted_at' is null
            and (keys is null or u.id = any (keys::uuid[]));
end
$$;
comment on function ops.user_without_profile(text[]) is
    'Users of auth.users without a row in profiles: the sign-up trigger failed, or the profile was deleted by hand.';
revoke all on function ops.user_without_profile(text[]) from public;
select ops._define_rule(
    name => 'user_without_profile',
    area => 'auth',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Everybody who can sign in has a profile',
    why => 'The person signs in and sees an empty application: no name, no role, no rows.',
    repair_class => 'report',
    reads => '{"auth.users": ["id", "email", "created_at"], "public.profiles": ["user_id"]}'
);
