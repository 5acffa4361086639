-- Replication slots, with the write-ahead log that each one keeps on disk.
create or replace function ops._replication_slots()
returns table (slot_name text, slot_type text, active boolean, wal_status text, kept_bytes numeric, xmin_age integer)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select s.slot_name, s.slot_type, s.active, s.wal_status,
        pg_wal_lsn_diff(
            case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, s.restart_lsn),
        greatest(age(s.xmin), age(s.catalog_xmin))
    from pg_replication_slots as s
$$;
comment on function ops._replication_slots() is 'One row a slot of the server.';
revoke all on function ops._replication_slots() from public;
