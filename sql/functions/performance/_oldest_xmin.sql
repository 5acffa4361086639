-- What keeps dead rows from being removed: the oldest of sessions, prepared transactions and slots.
create or replace function ops._oldest_xmin()
returns table (holder text, xmin_age integer)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select h.holder, h.xmin_age
    from (
        select ops._session_name(s.pid, s.role, s.application) as holder, s.xmin_age
        from ops.sessions() as s
        where s.kind not in ('self', 'autovacuum')
        union all
        select format('prepared transaction %s', left(p.gid, 40)), p.xid_age from ops._prepared_transactions() as p
        union all
        select format('slot %s', s.slot_name), s.xmin_age from ops._replication_slots() as s
    ) as h
    where h.xmin_age is not null
    order by h.xmin_age desc
    limit 1
$$;
comment on function ops._oldest_xmin() is
    'The one holder of the oldest snapshot, with its age in transactions; nothing when nobody holds one.';
revoke all on function ops._oldest_xmin() from public;
