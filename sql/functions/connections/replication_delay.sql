-- Replicas that are far behind.
create or replace function ops.replication_delay(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'positions of replicas are hidden') as b
    union all
    select 'pg_catalog.pg_stat_replication',
        jsonb_build_object('replica', r.replica),
        format('%s is %s and %s behind', left(r.replica, 50), coalesce(ops._lasting(r.behind), 'an unknown time'),
            coalesce(pg_size_pretty(r.behind_bytes), 'an unknown amount')),
        null, null, to_jsonb(extract(epoch from r.behind)), null, jsonb_build_object('bytes', r.behind_bytes),
        'select * from pg_stat_replication'
    from ops._replication_delays() as r
    where r.behind > make_interval(secs => ops._threshold('replication_delay', 'seconds', 60)::double precision)
        or r.behind_bytes > ops._threshold('replication_delay', 'megabytes', 512) * 1048576
$$;
comment on function ops.replication_delay(text[]) is
    'One hit a replica more than seconds (60) or megabytes (512) behind.';
revoke all on function ops.replication_delay(text[]) from public;

select ops._define_rule(
    'replication_delay', 'connections', 'P2', 'Feature degraded',
    'Replicas are not far behind',
    'Whoever reads from a replica sees stock that is gone already, and a switch over to it would lose what it lacks.',
    'report', '{"pg_catalog.pg_stat_replication": ["replay_lsn"]}'
);
