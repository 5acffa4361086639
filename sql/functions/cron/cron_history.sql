-- The history of runs is missing, or has no bound.
create or replace function ops.cron_history(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job_run_details',
        jsonb_build_object('history', 'cron.job_run_details'),
        case when h.is_off then 'cron.log_run is off: no run of any job leaves a trace'
            else format('history of pg_cron has about %s rows in %s, the oldest from %s', h.rows, pg_size_pretty(h.bytes),
                coalesce(to_char(h.oldest, 'YYYY-MM-DD'), 'an unknown day'))
        end,
        case when h.is_off then 'off' else 'unbounded' end, null::jsonb, to_jsonb(h.rows), null::numeric,
        jsonb_build_object('bytes', h.bytes, 'oldest', h.oldest),
        case when h.is_off then 'alter system set cron.log_run = on  -- by a superuser, then restart'
            else $fix$select cron.schedule('purge-cron-history', '17 3 * * *', 'delete from cron.job_run_details where coalesce(end_time, start_time) < now() - interval ''14 days''')$fix$
        end
    from ops._cron_history() as h
    where h.is_off
        or h.rows > ops._threshold('cron_history', 'rows', 200000)
        or h.oldest < ops.now() - make_interval(days => ops._threshold('cron_history', 'days', 60)::integer)
$$;
comment on function ops.cron_history(text[]) is
    'One hit when history is off, has more than rows (200000) or reaches back further than days (60).';
revoke all on function ops.cron_history(text[]) from public;

select ops._define_rule(
    'cron_history', 'cron', 'P3', 'Minor issues',
    'The history of runs is kept and has a bound',
    'pg_cron removes nothing by itself: at a run a minute it grows by half a million rows a year, until reading it stops a site.',
    'report', '{"cron.job_run_details": ["runid", "start_time"]}', causes => '{off,unbounded}'
);
