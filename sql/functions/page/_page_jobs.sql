-- The jobs: how they stand, and how their runs of the last seven days went.
create or replace function ops._page_jobs(zone text)
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with week as materialized (
        select r.job, count(*) as runs, count(*) filter (where r.state in ('failed', 'interrupted')) as bad, max(r.seconds) as longest
        from ops.job_run as r
        where r.started_at > (select ops.now()) - interval '7 days' and r.state <> 'running'
        group by r.job
    )
    select coalesce(jsonb_agg(jsonb_build_object('name', h.name, 'what', h.what, 'state', h.state, 'schedule', h.schedule, 'stretched', h.stretched,
        'last_ok_at', ops._page_time(h.last_ok_at, zone), 'last_ok_epoch', round(extract(epoch from h.last_ok_at), 3),
        'last_ok_seconds', round(extract(epoch from ops.now() - h.last_ok_at)), 'seconds', round(h.last_seconds, 3),
        'due_at', ops._page_time(h.due_at, zone), 'note', h.note, 'week_runs', coalesce(w.runs, 0), 'week_bad', coalesce(w.bad, 0),
        'week_longest', w.longest) order by j.place), '[]')
    from ops.job_health as h
    join ops.job as j
        on j.name = h.name
    left join week as w
        on w.job = h.name
$$;
comment on function ops._page_jobs(text) is 'An array, in the order of the jobs.';
revoke all on function ops._page_jobs(text) from public;
