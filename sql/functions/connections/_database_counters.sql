-- What the server has counted about sessions and transactions of this database.
create or replace function ops._database_counters()
returns table (measure text, value numeric, unit text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.measure, c.value, c.unit
    from pg_stat_database as d
    cross join lateral (values
        ('sessions', d.sessions::numeric, 'sessions'),
        ('sessions_abandoned', d.sessions_abandoned, 'sessions'),
        ('sessions_fatal', d.sessions_fatal, 'sessions'),
        ('sessions_killed', d.sessions_killed, 'sessions'),
        ('commits', d.xact_commit, 'transactions'),
        ('rollbacks', d.xact_rollback, 'transactions'),
        ('deadlocks', d.deadlocks, 'deadlocks'),
        ('conflicts', d.conflicts, 'statements')
    ) as c (measure, value, unit)
    where d.datname = current_database()
$$;
comment on function ops._database_counters() is 'Counters since the reset of statistics; they only grow.';
revoke all on function ops._database_counters() from public;
