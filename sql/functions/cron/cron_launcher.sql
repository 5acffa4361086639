-- The process that starts scheduled jobs is not there.
create or replace function ops.cron_launcher(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('process', 'pg_cron scheduler'),
        case when l.started is null
            then format('the launcher of pg_cron is not running: none of %s jobs will start', l.jobs)
            else format('the launcher of pg_cron was restarted %s ago, the server %s ago',
                ops._lasting(ops.now() - l.started), ops._lasting(ops.now() - l.server_started))
        end,
        case when l.started is null then 'not_running' else 'restarted' end, null::jsonb, to_jsonb(l.started),
            null::numeric,
        jsonb_build_object('jobs', l.jobs, 'server_started', l.server_started),
        'select * from ops.check_rule(''cron_job_target'')'
    from ops._cron_launcher() as l
    where l.started is null
        or (
            l.started > ops.now() - make_interval(secs => ops._threshold('cron_launcher',
                'seconds', 60)::double precision)
            and l.server_started < ops.now() - interval '10 minutes'
        )
$$;
comment on function ops.cron_launcher(text[]) is
    'One hit when no launcher runs, or it is younger than seconds (60) on a server that is not: something ends it '
    'again and again.';
revoke all on function ops.cron_launcher(text[]) from public;

select ops._define_rule(
    'cron_launcher', 'cron', 'P1', 'Major feature broken',
    'The launcher of pg_cron is running',
    'Without it no job starts and no row says so: digests, snapshots and repairs stop without a trace.',
    'report', '{"cron.job": ["jobid"]}', causes => '{not_running,restarted}'
);
