-- Sessions and transactions that end badly more often than they should.
create or replace function ops.failed_sessions(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'pg_catalog.pg_stat_database',
        jsonb_build_object('measure', f.measure),
        format('%s of %s %s %s since %s (%s %%)', f.bad, f.total, f.noun, f.ended,
            coalesce(to_char(f.since at time zone (select ops.setting('time_zone')), 'YYYY-MM-DD HH24:MI'), 'the reset of statistics'),
                round(100 * f.bad / f.total, 1)),
        null::text, null::jsonb, to_jsonb(f.bad), null::numeric, jsonb_build_object('since', f.since, 'total', f.total),
        'select * from ops.verify_connections()'
    from ops._failed_sessions() as f
    where f.bad >= ops._threshold('failed_sessions', 'at_least', f.at_least)
        and 100 * f.bad >= f.total * ops._threshold('failed_sessions', 'percent', f.percent)
$$;
comment on function ops.failed_sessions(text[]) is
    'One hit a kind of bad end (abandoned, fatal, killed, rolled back) above at_least and percent, since the newest '
    'baseline or the reset of statistics.';
revoke all on function ops.failed_sessions(text[]) from public;

select ops._define_rule(
    'failed_sessions', 'connections', 'P2', 'Feature degraded',
    'Sessions end well and transactions commit',
    'Abandoned sessions are a network or a pooler that gives up, fatal ones a server that ends them, rollbacks are errors that users see.',
    'report', '{"pg_catalog.pg_stat_database": ["sessions", "sessions_abandoned", "sessions_fatal", "sessions_killed"]}'
);
