-- When the findings of an incident appeared and went, a line a minute and rule.
create or replace function ops._finding_entries(incident bigint)
returns setof ops.timeline_entry
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select min(f.first_seen), 'finding', 'ops',
        format('%s: %s appeared%s', f.rule, case when count(*) = 1 then min(f.message) else count(*) || ' findings' end,
            ' (' || ops._metres(sum(f.size)) || ' m)'),
        jsonb_build_object('rule', f.rule, 'rows', count(*), 'metres', sum(f.size))
    from ops.finding as f
    where f.incident = _finding_entries.incident
    group by f.rule, date_trunc('minute', f.first_seen)
    union all
    select max(f.resolved_at), 'finding', 'ops',
        format('%s: %s gone, by %s', f.rule, case when count(*) = 1 then min(f.message) else count(*)
            || ' findings' end, f.resolved_by),
        jsonb_build_object('rule', f.rule, 'rows', count(*), 'metres', sum(f.size))
    from ops.finding as f
    where f.incident = _finding_entries.incident and f.resolved_at is not null
    group by f.rule, date_trunc('minute', f.resolved_at), f.resolved_by
$$;
comment on function ops._finding_entries(bigint) is 'Lines of a timeline, with rows and metres.';
revoke all on function ops._finding_entries(bigint) from public;
