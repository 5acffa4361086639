-- What was changed because of an incident, with the numbers that undo it.
create or replace function ops._report_runs(given ops.incident)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(format('- %s%s · by %s: %s', case
        when r.elsewhere then 'meanwhile, other rows of the area: ' end,
        ops._md(ops._run_summary(r.id)), ops._md(r.actor), ops._md(r.reason)), E'\n' order by r.elsewhere, r.id),
            'No repair ran.')
    from (
        select n.id, n.actor, n.reason,
            -- of an incident without findings, opened by a person, nobody can tell
            exists (select from ops.finding as f where f.incident = (given).id)
                and not exists (
                    select from ops.change as c
                    join ops.finding as f
                        on f.subject = c.subject and f.key = c.key
                    where c.run = n.id and f.incident = (given).id
                )
                and not exists (
                    select from ops.plan_change as p
                    join ops.finding as f
                        on f.rule = p.rule and f.key::text = p.about
                    where p.plan = n.plan and f.incident = (given).id
                ) as elsewhere
        from ops.run as n
        where n.area = (given).area
            and n.started_at between (given).opened_at - interval '1 hour'
                and coalesce((given).resolved_at, ops.now()) + interval '1 hour'
    ) as r
$$;
comment on function ops._report_runs(ops.incident) is 'One line a run of the area while the incident lasted: those that changed its rows, then the others.';
revoke all on function ops._report_runs(ops.incident) from public;
