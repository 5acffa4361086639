-- Closes what cannot be true any more: statements for relations that are gone, and a run whose end nobody told.
create or replace function ops._maintenance_settle()
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.maintenance_statement as m
    set state = 'withdrawn', note = format('%s is gone', m.relation)
    where m.state in ('decide', 'queued')
        and not exists (select from pg_class as c where c.oid = m.relation_oid);
    -- whoever ran it is known only by what it locks, so it gets its time
    perform ops.end_maintenance_statement(m.id, 'its end was never told')
    from ops.maintenance_statement as m
    where m.state = 'running'
        and m.started_at < clock_timestamp() - interval '10 minutes'
        and not exists (
            select
            from pg_stat_activity as a
            where a.datname = current_database()
                and a.state = 'active'
                and strpos(lower(a.query), m.statement) > 0
                and a.pid <> pg_backend_pid());
end
$$;
comment on function ops._maintenance_settle() is 'A statement that is running is seen by its text in pg_stat_activity.';
revoke all on function ops._maintenance_settle() from public;
