-- Makes profiles inactive that were deleted.
create or replace function ops._deleted_profile_deactivate(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update', '{"active": "true"}'::jsonb, '{"active": "false"}'::jsonb, null::text
        from ops.deleted_profile_active(keys) as h;
end
$$;
comment on function ops._deleted_profile_deactivate(text[]) is 'One update a profile. The guard of profiles lets active be changed without an administrator''s token.';
revoke all on function ops._deleted_profile_deactivate(text[]) from public;
