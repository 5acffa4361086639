-- What has the oldest snapshot, so that no vacuum of this database removes rows that died after it.
create or replace function ops._vacuum_holder(out kind text, out holder text, out since timestamptz, out xmin xid, out age bigint)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select h.kind, h.holder, h.since, h.xmin, age(h.xmin)
    from (
        select case when a.backend_type = 'walsender' then 'standby' else 'session' end,
            format('session %s (%s%s)', a.pid, a.usename, coalesce(', ' || a.state, '')),
            a.xact_start,
            -- a session that has written holds its own transaction too
            case when a.backend_xmin is null or age(a.backend_xid) > age(a.backend_xmin) then a.backend_xid else a.backend_xmin end
        from pg_stat_activity as a
        where a.pid <> pg_backend_pid()
            and (a.datname = current_database() or a.backend_type = 'walsender')
            and a.backend_type <> 'autovacuum worker'
            and coalesce(a.backend_xmin, a.backend_xid) is not null
        union all
        select 'prepared', format('prepared transaction %s', p.gid), p.prepared, p.transaction
        from pg_prepared_xacts as p
        where p.database = current_database()
        union all
        select 'slot', format('replication slot %s', s.slot_name), null, s.xmin
        from pg_replication_slots as s
        where s.xmin is not null
    ) as h (kind, holder, since, xmin)
    order by age(h.xmin) desc
    limit 1
$$;
comment on function ops._vacuum_holder() is 'One row, its columns null when nothing holds rows back. Needs pg_monitor to see other roles'' sessions.';
revoke all on function ops._vacuum_holder() from public;
