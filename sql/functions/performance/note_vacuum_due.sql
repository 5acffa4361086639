-- Remembers since when tables have had more dead rows than autovacuum allows, and what time it was at which transaction.
create or replace function ops.note_vacuum_due()
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from ops.transaction_time as t where t.noted_at < ops.now() - interval '3 days';
    if not exists (select from ops.transaction_time as t where t.noted_at > ops.now() - interval '5 minutes') then
        insert into ops.transaction_time (noted_at, xid) values (ops.now(), pg_current_xact_id()::xid)
        on conflict do nothing;
    end if;
    with state as materialized (
        select s.relation::regclass::oid as relation_oid, s.*
        from ops._vacuum_states() as s
    ),
    gone as (
        delete from ops.vacuum_due as u
        where not exists (select from state as s where s.relation_oid = u.relation_oid)
    )
    insert into ops.vacuum_due as u (relation_oid, relation, since, dead)
    select s.relation_oid, s.relation, ops.now(), s.dead
    from state as s
    on conflict on constraint vacuum_due_pkey do update
    set since = excluded.since, dead = excluded.dead
    -- a vacuum has been since: the time begins anew
    where u.since <= (select s.last_vacuum from state as s where s.relation_oid = u.relation_oid);
end
$$;
comment on function ops.note_vacuum_due() is
    'Called by ops.measure_bloat and, each hour, by job samples; writes only what changed, and a number at most every 5 minutes.';
revoke all on function ops.note_vacuum_due() from public;
grant execute on function ops.note_vacuum_due() to ops_operator;
