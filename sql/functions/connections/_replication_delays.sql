-- How far replicas are behind: on a primary each of its replicas, on a standby itself.
create or replace function ops._replication_delays()
returns table (replica text, behind interval, behind_bytes numeric)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(nullif(r.application_name, ''), 'replica') || coalesce(' ' || host(r.client_addr), ''),
        r.replay_lag, pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn)
    from pg_stat_replication as r
    where not pg_is_in_recovery()
    union all
    -- a standby that has replayed all it received is not behind, however old the last transaction
    select 'this standby',
        case when pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn()
            then clock_timestamp() - pg_last_xact_replay_timestamp() else interval '0' end,
        pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
    where pg_is_in_recovery()
$$;
comment on function ops._replication_delays() is
    'One row a replica: time and bytes of log between commit here and replay there.';
revoke all on function ops._replication_delays() from public;
