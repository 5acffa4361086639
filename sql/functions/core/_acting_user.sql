-- The administrator in whose name columns are changed that the application guards; null where it guards none of them.
create or replace function ops._acting_user(relation text, columns text[])
returns uuid
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_guarded constant text[] := (select g.columns from ops.guarded as g where g.relation = _acting_user.relation);
    v_user constant uuid := ops.setting('act_as_user_id')::uuid;
begin
    if v_guarded is null or not columns && v_guarded then
        return null;
    elsif v_user is null then
        perform ops._fail('OP005', 'act_as_user_id names no administrator',
            format('the application lets only an administrator change %s of %s', array_to_string(v_guarded, ', '), relation),
            'select ops.set_setting(''act_as_user_id'', ''<user_id of an administrator>'')');
    elsif not exists (
        select
        from public.user_roles as u
        join public.profiles as p
            on p.user_id = u.user_id
        where u.user_id = v_user and u.role::text = 'admin' and p.active and p.deleted_at is null
    ) then
        perform ops._fail('OP005', 'act_as_user_id is no active administrator',
            format('user %s has no profile that is active and the right admin', v_user),
            'select ops.set_setting(''act_as_user_id'', ''<user_id of an administrator>'')');
    end if;
    return v_user;
end
$$;
comment on function ops._acting_user(text, text[]) is 'User id of setting act_as_user_id. OP005 when it is needed and unset, or no active administrator.';
revoke all on function ops._acting_user(text, text[]) from public;
