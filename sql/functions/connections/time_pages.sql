-- How long the functions behind the application's pages take for a user of it. Nothing they might write stays.
create or replace function ops.time_pages(as_user uuid default null)
returns table (page text, call text, milliseconds numeric, limit_ms numeric, row_count bigint, acted_as uuid,
    error text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- what is called comes from ops.page_functions; the caller's own role must be allowed to become authenticated,
-- which a security definer function could not
-- @plpgsql_check_options: security_warnings = off
declare
    v_started timestamptz;
begin
    acted_as := coalesce(as_user, ops.app_user());
    limit_ms := round(1000 * extract(epoch from ops.app_role_timeout()));
    for page, call in select p.page, p.call from ops.page_functions() as p order by p.page loop
        milliseconds := null;
        row_count := null;
        error := case
            when pg_is_in_recovery() then 'not measured on a standby: measure on the primary'
            when acted_as is null then 'no active user in public.profiles to act as'
            when to_regrole('authenticated') is null then 'there is no role authenticated'
            when not pg_has_role('authenticated', 'member') then format('grant authenticated to %I', current_user)
        end;
        if error is null then
            begin
                perform set_config('request.jwt.claims',
                    json_build_object('sub', acted_as, 'role', 'authenticated')::text, true);
                perform set_config('search_path', 'public, extensions', true);
                perform set_config('role', 'authenticated', true);
                v_started := clock_timestamp();
                execute 'select pg_catalog.count(*) from ' || call into row_count;
                milliseconds := round(1000 * extract(epoch from clock_timestamp() - v_started), 1);
                raise exception using errcode = 'OP999', message = 'measured';
            exception
                when sqlstate 'OP999' then
                    -- role, claims, path and whatever the function wrote are as before
                    null;
                when others then
                    error := format('%s %s', sqlstate, sqlerrm);
            end;
        end if;
        return next;
    end loop;
end
$$;
comment on function ops.time_pages(uuid) is
    'One row a page, run as role authenticated with the claims of as_user (default: ops.app_user()) and rolled '
    'back; error says why it has no time. The caller must be a member of authenticated.';
revoke all on function ops.time_pages(uuid) from public;
grant execute on function ops.time_pages(uuid) to ops_reader;
