-- Who waits for whom, from the session that holds everything up down to the last one in the queue.
create or replace function ops.blocking_tree()
returns table (
    root integer, depth integer, pid integer, blocked_by integer[], role text, application text, kind text, state text,
    waits interval, lock_mode text, relation text, in_transaction interval, query text
)
language sql
stable parallel restricted
security definer
set search_path = pg_catalog, pg_temp
as $$
    with recursive
    session as materialized (select s.* from ops.sessions() as s),
    -- asking for blockers stops the lock manager for a moment, so only those are asked who wait
    waiter as materialized (
        select s.pid, array(select distinct b from unnest(pg_blocking_pids(s.pid)) as b order by b) as blocked_by
        from session as s
        where s.wait_event_type = 'Lock'
    ),
    edge as (select w.pid, b.pid as blocker from waiter as w cross join lateral unnest(w.blocked_by) as b (pid)),
    tree as (
        select distinct e.blocker as root, 0 as depth, e.blocker as pid, array[e.blocker] as path
        from edge as e
        where not exists (select from edge as w where w.pid = e.blocker)
        union all
        select t.root, t.depth + 1, e.pid, t.path || e.pid
        from tree as t
        join edge as e
            on e.blocker = t.pid
        where e.pid <> all (t.path)
    ),
    place as (
        select distinct on (t.root, t.pid) t.root, t.depth, t.pid, t.path
        from tree as t
        order by t.root, t.pid, t.depth desc
    )
    select p.root, p.depth, p.pid, coalesce(w.blocked_by, '{}'), s.role, s.application, s.kind, s.state,
        clock_timestamp() - l.waitstart, l.mode,
        case when l.database = (select d.oid from pg_database as d where d.datname = current_database())
            then l.relation::regclass::text end,
        clock_timestamp() - s.xact_start, s.query
    from place as p
    left join waiter as w
        on w.pid = p.pid
    left join session as s
        on s.pid = p.pid
    left join pg_locks as l
        on l.pid = p.pid and not l.granted
    order by p.root, p.path
$$;
comment on function ops.blocking_tree() is 'A tree a root: depth 0 is the session that waits for nobody; blocked_by is what pg_blocking_pids says. pid 0 is a prepared transaction.';
revoke all on function ops.blocking_tree() from public;
grant execute on function ops.blocking_tree() to ops_reader;
