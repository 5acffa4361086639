-- The same trial with the rights of the package's owner.
create or replace function ops.trial_reservation_as_owner(lot uuid, acting_user uuid)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
    return ops.trial_reservation(lot, acting_user, null);
end
$$;
comment on function ops.trial_reservation_as_owner(uuid, uuid) is 'ops.trial_reservation as the owner.';
revoke all on function ops.trial_reservation_as_owner(uuid, uuid) from public;
grant execute on function ops.trial_reservation_as_owner(uuid, uuid) to ops_operator;
