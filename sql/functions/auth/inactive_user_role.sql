-- Roles of people who were deactivated.
create or replace function ops.inactive_user_role(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.user_roles',
            jsonb_build_object('id', r.id),
            left(format('%s is %s and still has role %s', p.email,
                case when p.deleted_at is null then 'deactivated' else 'deleted' end, r.role), 100),
            null::text,
            null::jsonb,
            to_jsonb(r.role::text),
            null::numeric,
            jsonb_build_object('user_id', p.user_id, 'active', p.active, 'deleted_at', p.deleted_at, 'assigned_at',
                r.assigned_at),
            null::text
        from public.profiles as p
        join public.user_roles as r
            on r.user_id = p.user_id
        where (not p.active or p.deleted_at is not null)
            and (keys is null or r.id = any (keys::uuid[]));
end
$$;
comment on function ops.inactive_user_role(text[]) is
    'Rows of user_roles whose person is not active or is deleted: has_role(), and with it row security, still says '
    'yes.';
revoke all on function ops.inactive_user_role(text[]) from public;
select ops._define_rule(
    name => 'inactive_user_role',
    area => 'auth',
    severity => 'P1',
    example => 'Major feature broken',
    title => 'Who was deactivated has no role',
    why => 'Row security asks user_roles, not profiles.active: until the token ends the person reads and writes as '
           'before.',
    repair_class => 'decide',
    reads => '{"public.user_roles": ["id", "user_id", "role", "assigned_at"],
        "public.profiles": ["user_id", "email", "active", "deleted_at"]}',
    choices => '[{"choice": "remove", "what": "the role leaves user_roles through the journal: the person has no rights of it until it is given again"}]'
);
