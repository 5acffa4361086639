-- How each area stands, whether that is still current, and how it came there.
create or replace function ops._page_areas(days integer, zone text)
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with history as materialized (
        select s.area, jsonb_agg(jsonb_build_object('day', s.day, 'state', s.state, 'unknown', s.unknown, 'rows', d.rows, 'rows_high', d.rows_high,
            'metres', d.metres, 'metres_high', d.metres_high) order by s.day) as days
        from ops._state_by_day(days) as s
        join ops._drift_by_day(days) as d
            on d.area = s.area and d.day = s.day
        group by s.area
    ),
    -- twice the shortest interval in which a job checks the area, and a little
    due as (
        select a.name as area, 2 * coalesce(min(coalesce(j.stretched, j.every, interval '1 day')), interval '1 day') + interval '5 minutes' as age
        from ops.area as a
        left join ops.job as j
            on j.work = 'check' and j.enabled and a.name = any (j.argument)
        group by a.name
    ),
    level as (
        select f.area, f.severity, count(*) as findings
        from ops.open_finding as f
        where f.silenced_until is null
        group by f.area, f.severity
    )
    select jsonb_agg(jsonb_build_object(
        'area', s.area, 'title', coalesce(n.name, s.title), 'state', s.state, 'current', coalesce(s.checked_at >= ops.now() - d.age, false),
        'findings', s.findings, 'silenced', s.silenced, 'rows', s.rows, 'metres', s.metres, 'rules', coalesce(s.rules, 0), 'unknown', coalesce(s.unknown, 0),
        'severities', (select jsonb_object_agg(v.level, coalesce(l.findings, 0))
            from ops.severity as v left join level as l on l.severity = v.level and l.area = s.area),
        'checked_at', ops._page_time(s.checked_at, zone), 'checked_seconds', round(extract(epoch from ops.now() - s.checked_at)),
        'incidents', s.incidents, 'role', s.role, 'owner', s.owner, 'history', h.days) order by a.section)
    from ops.area_state as s
    join ops.area as a
        on a.name = s.area
    join due as d
        on d.area = s.area
    join history as h
        on h.area = s.area
    -- what the area is called where the runbook names its failures
    left join (values
        ('connections', 'Database connections'), ('auth', 'Sign-in'), ('functions', 'Edge functions'), ('email', 'E-mail'),
        ('ocr', 'Stock take OCR'), ('reservations', 'Reservations'), ('performance', 'Performance'), ('integrity', 'Data integrity'),
        ('cron', 'Scheduled jobs'), ('rate_limits', 'API limits')
    ) as n (area, name)
        on n.area = s.area
$$;
comment on function ops._page_areas(integer, text) is 'An array, in the runbook''s order. current: the last check is younger than twice the interval of its job.';
revoke all on function ops._page_areas(integer, text) from public;
