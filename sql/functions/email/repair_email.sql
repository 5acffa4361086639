-- Plans what can be mended about mail (runbook 4, step 5), or plans and applies it.
create or replace function ops.repair_email(
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
    return query select c.* from ops.repair('email', dry_run, rule, keys, max_rows, reason, choice) as c;
end
$$;
comment on function ops.repair_email(boolean, text, text[], integer, text, text) is
    'Plans by default. Counters and stamps are recomputed; mails go out again only by choice => ''retry'' or '
    '''retry_anyway'' of a rule, ten at a time, never unattended; the plan''s note is what would be sent. Undo '
    'restores the rows, not what was sent.';
revoke all on function ops.repair_email(boolean, text, text[], integer, text, text) from public;
grant execute on function ops.repair_email(boolean, text, text[], integer, text, text) to ops_operator;
