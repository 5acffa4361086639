-- The numbers of connections that a resolution check compares with.
create or replace function ops._measures_connections()
returns table (measure text, value numeric, unit text)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select c.measure, c.value, c.unit from ops._database_counters() as c
    union all
    select 'connections', u.used, 'sessions' from ops._connection_use() as u
    union all
    select m.measure, m.value, 'sessions'
    from (
        select count(*) filter (where s.state = 'active') as active,
            count(*) filter (where s.state like 'idle in transaction%') as idle_in_transaction,
            count(*) filter (where s.wait_event_type = 'Lock') as waiting
        from ops.sessions() as s
        where s.database = current_database() and s.kind <> 'self'
    ) as n
    cross join lateral (values
        ('active', n.active), ('idle_in_transaction', n.idle_in_transaction), ('waiting', n.waiting)
    ) as m (measure, value)
$$;
comment on function ops._measures_connections() is
    'Counters of the database, connections in use, and sessions by what they do.';
revoke all on function ops._measures_connections() from public;
