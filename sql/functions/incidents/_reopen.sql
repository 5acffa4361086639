-- Opens a resolved incident again, with a new response clock.
create or replace function ops._reopen(old ops.incident, severity text, why text, detail jsonb)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.incident as i
    set state = 'open', severity = least(i.severity, _reopen.severity), reopened = i.reopened + 1,
        clock_from = ops.now(),
        response_due = ops.now() + (select s.response_time from ops.severity as s
            where s.level = least((old).severity, _reopen.severity)),
        role = (select a.role from ops.area_setting as a where a.area = (old).area),
        acknowledged_at = null, acknowledged_by = null, resolved_at = null, resolved_by = null, resolution = null,
        verification = null, post_mortem_due = null
    where i.id = (old).id;
    perform ops._note_event((old).id, 'reopened', format('again: %s (was resolved by %s at %s)', why, (old).resolved_by,
        to_char((old).resolved_at at time zone (select ops.setting('time_zone')), 'YYYY-MM-DD HH24:MI')), detail);
end
$$;
comment on function ops._reopen(ops.incident, text, text, jsonb) is 'What resolved it stays in the history.';
revoke all on function ops._reopen(ops.incident, text, text, jsonb) from public;
