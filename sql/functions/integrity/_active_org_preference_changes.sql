-- Clears choices of an organisation without a grant; the application then takes the oldest grant.
create or replace function ops._active_org_preference_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'delete', null::jsonb, null::jsonb, null::text
        from ops.active_org_preference(keys) as h;
end
$$;
comment on function ops._active_org_preference_changes(text[]) is 'One delete a person; undo brings the row back.';
revoke all on function ops._active_org_preference_changes(text[]) from public;
