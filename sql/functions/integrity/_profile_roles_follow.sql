-- What makes a person's rights the one role of their profile.
create or replace function ops._profile_roles_follow(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with wrong as (
            select h.key, p.user_id, p.email, p.role::text as role
            from ops.profile_roles(keys) as h
            join public.profiles as p
                on p.id::text = ops._key_value(h.key)
        ),
        held as (
            select w.*, u.id, u.role::text as has,
                row_number() over (partition by w.user_id order by u.role::text <> w.role, u.id) as place
            from wrong as w
            join public.user_roles as u
                on u.user_id = w.user_id
        )
        -- the row that says so already stays, else one is changed; the others go
        select d.key, 'public.user_roles', jsonb_build_object('id', d.id), 'update', jsonb_build_object('role', d.has),
            jsonb_build_object('role', d.role), format('%s: right %s becomes %s', d.email, d.has, d.role)
        from held as d
        where d.place = 1 and d.has <> d.role
        union all
        select d.key, 'public.user_roles', jsonb_build_object('id', d.id), 'delete', null, null,
            format('%s: right %s is withdrawn', d.email, d.has)
        from held as d
        where d.place > 1
        union all
        select w.key, 'public.user_roles', jsonb_build_object('id', n.id), 'insert', null,
            jsonb_build_object('id', n.id, 'user_id', w.user_id, 'role', w.role), format('%s: gets the right %s', w.email, w.role)
        from wrong as w
        cross join lateral (select gen_random_uuid() as id where w.user_id is not null) as n
        where not exists (select from public.user_roles as u where u.user_id = w.user_id);
end
$$;
comment on function ops._profile_roles_follow(text[]) is 'Updates, deletes and inserts of user_roles, those of one person together.';
revoke all on function ops._profile_roles_follow(text[]) from public;
