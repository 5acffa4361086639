-- What gives a person's profile the address of their login.
create or replace function ops._profile_email_login(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update',
            jsonb_build_object('email', h.observed #>> '{}'), jsonb_build_object('email', h.expected #>> '{}'),
            format(E'profile %s becomes %s\n%s', h.observed #>> '{}', h.expected #>> '{}', coalesce(
                'in the name of user ' || ops.setting('act_as_user_id'),
                'refused until act_as_user_id names an administrator'))
        from ops.profile_email(keys) as h
        -- an address belongs to one profile: whose it is, a person must find out
        where not exists (select from public.profiles as p where lower(p.email) = lower(h.expected #>> '{}'));
end
$$;
comment on function ops._profile_email_login(text[]) is 'Updates of profiles.email, but for addresses that another profile has.';
revoke all on function ops._profile_email_login(text[]) from public;
