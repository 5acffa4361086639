-- People whose profile has another address than their login.
create or replace function ops.profile_email(keys text[] default null)
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
            to_jsonb(w.login::text),
            to_jsonb(w.email),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select p.id, p.email, u.email as login, format('profile %s logs in as %s', p.email, u.email) as message
            from public.profiles as p
            join auth.users as u
                on u.id = p.user_id
            where lower(p.email) <> lower(u.email) and (keys is null or p.id = any (keys::uuid[]))
        ) as w;
end
$$;
comment on function ops.profile_email(text[]) is 'profiles.email against auth.users.email, without case. A login without an address is not judged.';
revoke all on function ops.profile_email(text[]) from public;
select ops._define_rule(
    name => 'profile_email',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A person''s profile has the address that they log in with',
    why => 'Mail goes to the old address, and an invitation or a lock-out is looked up under the wrong one.',
    repair_class => 'decide',
    turn => 70,
    choices => '[{"choice": "follow_login", "what": "the profile gets the address of the login, in the name of act_as_user_id; the login stays as it is",
        "changes": "ops._profile_email_login"}]',
    reads => '{"public.profiles": ["id", "user_id", "email"], "auth.users": ["id", "email"]}'
);
