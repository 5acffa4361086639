-- Plans what can be mended about roles and invitations (runbook 2), or plans and applies it.
create or replace function ops.repair_auth(
    dry_run boolean default true, rule text default null, keys text[] default null,
    max_rows integer default 200, reason text default null, choice text default null
)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    return query select c.* from ops.repair('auth', dry_run, rule, keys, max_rows, reason, choice) as c;
end
$$;
comment on function ops.repair_auth(boolean, text, text[], integer, text, text) is
    'Plans by default; with dry_run => false and a reason applies up to cap_rows rows, journalled and undoable. A '
    'lockout is cleared by ops.clear_login_lockout.';
revoke all on function ops.repair_auth(boolean, text, text[], integer, text, text) from public;
grant execute on function ops.repair_auth(boolean, text, text[], integer, text, text) to ops_operator;
