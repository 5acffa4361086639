-- Takes the deletion of active profiles back.
create or replace function ops._deleted_profile_restore(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', p.id), 'public.profiles', jsonb_build_object('id', p.id), 'update',
            jsonb_build_object('deleted_at', p.deleted_at::text), '{"deleted_at": null}'::jsonb, null::text
        from public.profiles as p
        where p.active and p.deleted_at is not null and p.id = any (keys::uuid[]);
end
$$;
comment on function ops._deleted_profile_restore(text[]) is 'One update a profile: deleted_at becomes null.';
revoke all on function ops._deleted_profile_restore(text[]) from public;
