-- Profiles of people whom the sign-in service does not know.
create or replace function ops.profile_without_user(keys text[] default null)
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
        select 'public.profiles',
            jsonb_build_object('id', p.id),
            left(format('%s has a profile as %s, but no user to sign in with', p.email, p.role), 100),
            null::text,
            null::jsonb,
            to_jsonb(p.user_id::text),
            null::numeric,
            jsonb_build_object('user_id', p.user_id, 'active', p.active),
            null::text
        from public.profiles as p
        left join auth.users as u
            on u.id = p.user_id
        where u.id is null
            and (keys is null or p.id = any (keys::uuid[]));
end
$$;
comment on function ops.profile_without_user(text[]) is
    'Profiles whose user_id is not in auth.users. A valid foreign key makes this impossible; a load without it does '
    'not.';
revoke all on function ops.profile_without_user(text[]) from public;
select ops._define_rule(
    name => 'profile_without_user',
    area => 'auth',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Every profile has a user to sign in with',
    why => 'The person is listed and cannot sign in; signing up again fails on the e-mail, which is taken.',
    repair_class => 'report',
    reads => '{"auth.users": ["id"], "public.profiles": ["id", "user_id", "email", "role", "active"]}'
);
