-- Functions of the application whose work shows no fresh trace.
create or replace function ops.overdue_effects(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'ops.edge_function',
            jsonb_build_object('name', s.function),
            left(format('%s: %s (%s)', s.function, s.note, coalesce(s.documented, 'started by users')), 100),
            null::text,
            null::jsonb,
            to_jsonb(s.last_effect),
            null::numeric,
            jsonb_build_object('fresh_for', s.fresh_for, 'job', s.job, 'job_schedule', s.job_schedule, 'called_by',
                s.called_by),
            case when f.header in ('x-cron-secret', 'service key', 'none')
                then format('select * from ops.invoke_function(%L, reason => ''why'')', s.function)
                else format('lotastro-ops invoke %s --reason "why"', s.function) end
        from ops.app_schedules() as s
        join ops.edge_functions() as f
            on f.name = s.function
        where s.state in ('overdue', 'never')
            and (keys is null or s.function = any (keys));
end
$$;
comment on function ops.overdue_effects(text[]) is
    'Runbook 9: not whether something was started, but whether its effect is fresh, for every function with a limit '
    'in ops.edge_functions().';
revoke all on function ops.overdue_effects(text[]) from public;
select ops._define_rule(
    name => 'overdue_effects',
    area => 'cron',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'What each scheduled function does was done within its time',
    why => 'Digests, reports, snapshots or retries have stopped without an error anywhere.',
    repair_class => 'report',
    reads => '{"ops.edge_function": ["name"]}'
);
