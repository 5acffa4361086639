-- People who are deleted and active.
create or replace function ops.deleted_profile_active(keys text[] default null)
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
            null::jsonb,
            jsonb_build_object('active', 'true', 'deleted_at', w.deleted_at),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select p.id, p.deleted_at, format('%s was deleted on %s and is active', p.email, p.deleted_at::date) as message
            from public.profiles as p
            where p.active and p.deleted_at is not null and (keys is null or p.id = any (keys::uuid[]))
        ) as w;
end
$$;
comment on function ops.deleted_profile_active(text[]) is 'active although deleted_at is set.';
revoke all on function ops.deleted_profile_active(text[]) from public;
select ops._define_rule(
    name => 'deleted_profile_active',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A person who is deleted is not active',
    why => 'Reconciling users makes every inactive profile active again: who has left can work again.',
    repair_class => 'decide',
    turn => 70,
    choices => '[{"choice": "deactivate", "what": "the profile becomes inactive; the person sees nothing any more, but keeps the rows of user_roles", "changes": "ops._deleted_profile_deactivate"},
        {"choice": "restore", "what": "the deletion is taken back: the profile stays active", "changes": "ops._deleted_profile_restore"}]',
    reads => '{"public.profiles": ["id", "email", "active", "deleted_at"]}'
);
