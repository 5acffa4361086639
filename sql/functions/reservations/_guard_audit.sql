-- After the log has named the order that a reservation became.
create or replace function ops._guard_audit()
returns trigger
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    if new.action::text = 'STATUS_CHANGE' and new.new_data ? 'order_id' then
        perform ops._guard_note(array[new.entity_id]);
        perform ops._guard_settle(array[new.entity_id]);
    end if;
    return null;
end
$$;
comment on function ops._guard_audit() is 'Trigger of the guard on audit_logs: the link from a reservation to its order, kept before the application''s retention deletes it.';
revoke all on function ops._guard_audit() from public;
