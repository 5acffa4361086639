-- What was changed because of an incident, with the numbers that undo it.
create or replace function ops._report_runs(given ops.incident)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(format('- %s · by %s: %s', ops._md(ops._run_summary(r.id)), ops._md(r.actor), ops._md(r.reason)), E'\n' order by r.id),
        'No repair ran.')
    from ops.run as r
    where r.area = (given).area
        and r.started_at between (given).opened_at - interval '1 hour' and coalesce((given).resolved_at, ops.now()) + interval '1 hour'
$$;
comment on function ops._report_runs(ops.incident) is 'One line a run of the area while the incident lasted.';
revoke all on function ops._report_runs(ops.incident) from public;
