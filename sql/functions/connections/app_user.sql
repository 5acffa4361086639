-- A user of the application in whose name its pages can be tried: active, with as few rights as there are.
create or replace function ops.app_user()
returns uuid
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_user uuid;
begin
    if ops._missing('{"public.profiles": ["user_id", "role", "active", "deleted_at"]}') is not null then
        return null;
    end if;
    select p.user_id into v_user
    from public.profiles as p
    where p.active and p.deleted_at is null
    order by p.role, p.user_id
    limit 1;
    return v_user;
end
$$;
comment on function ops.app_user() is
    'user_id of a profile, warehouse staff where there is any; null without an active user.';
revoke all on function ops.app_user() from public;
grant execute on function ops.app_user() to ops_reader;
