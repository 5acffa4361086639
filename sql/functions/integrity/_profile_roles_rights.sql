-- What makes a person's profile name the one right that they have.
create or replace function ops._profile_roles_rights(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update',
            jsonb_build_object('role', h.expected ->> 0), jsonb_build_object('role', h.observed ->> 0),
            format(E'%s: profile %s becomes %s\n%s', p.email, h.expected ->> 0, h.observed ->> 0, coalesce(
                'in the name of user ' || ops.setting('act_as_user_id'),
                'refused until act_as_user_id names an administrator'))
        from ops.profile_roles(keys) as h
        join public.profiles as p
            on p.id::text = ops._key_value(h.key)
        -- none, or several: which one the profile should name is not known
        where jsonb_array_length(h.observed) = 1;
end
$$;
comment on function ops._profile_roles_rights(text[]) is 'Updates of profiles.role where user_roles has exactly one row; the others are left to a person.';
revoke all on function ops._profile_roles_rights(text[]) from public;
