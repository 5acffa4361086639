-- What has the oldest snapshot, so that no vacuum of this database removes rows that died after it.
create or replace function ops._vacuum_holder(
    out kind text, out holder text, out since timestamptz, out xmin xid, out age bigint
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select h.kind, h.holder,
        -- neither a slot nor a standby's reader says since when: at the latest since a number was given out
        -- that is no older than what it holds
        coalesce(h.since, (
            select min(t.noted_at) from ops.transaction_time as t where age(t.xid) <= age(h.xmin)
        )),
        h.xmin, age(h.xmin)
    from (
        select case when a.backend_type = 'walsender' then 'standby' else 'session' end,
            case
                when a.backend_type = 'walsender' then format('standby %s (pid %s, hot_standby_feedback)',
                    coalesce(nullif(a.application_name, ''), host(a.client_addr), '?'), a.pid)
                else format('session %s (%s%s)', a.pid, a.usename, coalesce(', ' || a.state, ''))
            end,
            a.xact_start,
            -- a session that has written holds its own transaction too
            case
                when a.backend_xmin is null or age(a.backend_xid) > age(a.backend_xmin) then a.backend_xid
                else a.backend_xmin
            end
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
    -- many snapshots begin at the oldest open transaction: it is the one to end, and a standby only repeats it
    order by age(h.xmin) desc, h.kind in ('standby', 'slot'), h.since
    limit 1
$$;
comment on function ops._vacuum_holder() is
    'One row, its columns null when nothing holds rows back; since is null when that is not known. '
    'Needs pg_monitor to see other roles'' sessions.';
revoke all on function ops._vacuum_holder() from public;
