-- What a signed-in user sees through row security: its own profile, and any lot. Nothing stays.
create or replace function ops.trial_look(account uuid)
returns table (sees_profile boolean, sees_lots boolean, problem text)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- a security definer function could not take the role
-- @plpgsql_check_options: security_warnings = off
begin
    if to_regrole('authenticated') is null then
        problem := 'there is no role authenticated';
    elsif not pg_has_role('authenticated', 'member') then
        problem := format('you cannot act as authenticated: grant authenticated to %I', session_user);
    else
        begin
            perform set_config('request.jwt.claims', json_build_object('sub', account, 'role', 'authenticated')::text,
                true);
            perform set_config('request.jwt.claim.sub', account::text, true);
            -- the application's policies find its functions as they do for its users
            perform set_config('search_path', 'public, extensions', true);
            perform set_config('role', 'authenticated', true);
            sees_profile := exists (select from public.profiles as p where p.user_id = account);
            sees_lots := exists (select from public.lots);
            raise exception using errcode = 'OP999', message = 'looked';
        exception
            when sqlstate 'OP999' then
                -- role, claims and path are as before
                null;
            when others then
                sees_profile := null;
                problem := format('%s %s', sqlstate, sqlerrm);
        end;
    end if;
    return next;
end
$$;
comment on function ops.trial_look(uuid) is
    'One row, looked at as role authenticated with that user''s claims; sees_profile null: it could not be looked '
    'at, and problem says why. The caller must be a member of authenticated.';
revoke all on function ops.trial_look(uuid) from public;
grant execute on function ops.trial_look(uuid) to ops_operator;
