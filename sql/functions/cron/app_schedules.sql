-- The application's own schedules: who keeps each, and whether its effect is fresh.
create or replace function ops.app_schedules()
returns setof ops.app_schedule
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select f.name, f.schedule, f.cron, s.called_by, j.job, j.schedule, e.at, f.fresh_for, w.state,
            case w.state
                when 'unknown' then e.problem
                when 'never' then 'no trace that it ever worked'
                when 'fresh' then case when e.at is null then 'nothing waits'
                    else format('%s %s', v.word, v.stamp) end
                else format('%s %s, limit %s', v.word, v.stamp, f.fresh_for)
            end
        from ops.edge_functions() as f
        left join ops.edge_function_setting as s
            on s.name = f.name
        left join ops._jobs_of_functions() as j
            on j.function = f.name
        cross join lateral ops._effect_seen(f.effect, f.reads) as e
        cross join lateral (
            select case
                when not e.seen then 'unknown'
                when e.at is null then case when f.effect_kind = 'backlog' then 'fresh' else 'never' end
                when e.at < v_now - f.fresh_for then 'overdue'
                else 'fresh'
            end
        ) as w (state)
        cross join lateral (
            select case f.effect_kind when 'backlog' then 'work is due since' else 'last trace' end,
                ops._moment(e.at, (select ops.setting('time_zone')))
        ) as v (word, stamp)
        where f.exists_in_app and (f.schedule is not null or f.fresh_for is not null)
            or (not f.exists_in_app and j.job is not null)
        order by f.name;
end
$$;
comment on function ops.app_schedules() is
    'Runbook 9: one row a function that should work by itself, or whose effect has a limit. Only reads.';
revoke all on function ops.app_schedules() from public;
grant execute on function ops.app_schedules() to ops_reader;
