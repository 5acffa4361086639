-- What was repaired and what was taken back, day by day and run by run.
create or replace function ops._page_repairs(days integer, zone text)
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with run as materialized (
        select r.*, coalesce(c.metres, 0) as metres, (r.started_at at time zone zone)::date as day
        from ops.run as r
        left join lateral (
            select sum(c.size) as metres from ops.change as c where c.run = r.id and c.caused_by is null
        ) as c
            on true
        where r.started_at >= (select min(d.begins) from ops._page_days(days) as d)
    ),
    latest as (
        select jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'undoes', n.undoes, 'area', n.area, 'state', n.state, 'actor', n.actor,
            'unattended', n.unattended, 'reason', n.reason, 'planned', n.planned, 'done', n.done, 'left_alone', n.left_alone,
            'metres', n.metres, 'started_at', ops._page_time(n.started_at, zone), 'note', n.note) order by n.id desc) as runs
        from (select r.* from run as r order by r.id desc limit 20) as n
    ),
    by_day as (
        select jsonb_agg(jsonb_build_object('day', s.day, 'runs', s.runs, 'applied', s.applied, 'applied_metres', s.applied_metres, 'undone', s.undone,
            'undone_metres', s.undone_metres, 'left_alone', s.left_alone, 'not_done', s.not_done) order by s.day) as days
        from (
            select d.day, count(r.id) as runs,
                coalesce(sum(r.done) filter (where r.kind = 'apply'), 0) as applied,
                coalesce(sum(r.metres) filter (where r.kind = 'apply'), 0) as applied_metres,
                coalesce(sum(r.done) filter (where r.kind = 'undo'), 0) as undone,
                coalesce(sum(r.metres) filter (where r.kind = 'undo'), 0) as undone_metres,
                coalesce(sum(r.left_alone), 0) as left_alone,
                count(*) filter (where r.state in ('refused', 'interrupted', 'failed')) as not_done
            from ops._page_days(days) as d
            left join run as r
                on r.day = d.day
            group by d.day
        ) as s
    )
    select jsonb_build_object('days', b.days, 'count', (select count(*) from run), 'runs', coalesce(l.runs, '[]'),
        'nights', coalesce((select jsonb_agg(to_jsonb(e) - '{last_night,promoted_at,next}'::text[] order by e.rule, e.cause) from ops.repair_evidence as e), '[]'))
    from by_day as b
    cross join latest as l
$$;
comment on function ops._page_repairs(integer, text) is 'days: rows and metres applied and undone; runs: the latest 20; nights: what nightly plans would do.';
revoke all on function ops._page_repairs(integer, text) from public;
