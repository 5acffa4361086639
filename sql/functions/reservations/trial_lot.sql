-- A lot with a metre to spare, and a user who may reserve it, for a trial that is rolled back.
create or replace function ops.trial_lot(as_user uuid, out lot uuid, out number text, out acting_user uuid, out missing text)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    missing := case when pg_is_in_recovery() then 'this is a standby' else ops._missing(
        '{"public.lots": ["id"], "public.profiles": ["user_id"], "public.user_roles": ["user_id"]}') end;
    if missing is not null then
        return;
    end if;
    -- of the newest, for any will do and the whole table need not be read
    select t.id, t.lot_number into lot, number
    from (select l.* from public.lots as l where l.status::text = 'in_stock' limit 1000) as t
    where t.meters - t.reserved_meters >= 1
    order by t.created_at desc, t.id
    limit 1;
    select p.user_id into acting_user
    from public.profiles as p
    where p.active and p.deleted_at is null and p.user_id = coalesce(as_user, p.user_id)
        and exists (
            select from public.user_roles as u
            where u.user_id = p.user_id and u.role::text in ('accounting', 'senior_manager', 'admin')
        )
    order by p.role, p.user_id
    limit 1;
end
$$;
comment on function ops.trial_lot(uuid) is 'Nulls where there is no such lot, or no active user who may reserve (as_user, if given); missing says why none can be looked for.';
revoke all on function ops.trial_lot(uuid) from public;
grant execute on function ops.trial_lot(uuid) to ops_operator;
