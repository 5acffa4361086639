-- Who waits for whom, from the session that holds everything up down to the last one in the queue.
create or replace function ops.blocking_tree()
returns table (
    root integer, depth integer, pid integer, blocked_by integer[], role text, application text, kind text, state text,
    waits interval, lock_mode text, relation text, in_transaction interval, query text
)
language plpgsql
stable parallel restricted
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_waiters integer[];
    v_blockers integer[];
    v_root integer;
    v_level integer[];
    v_roots integer[] := array[]::integer[];
    v_depths integer[] := array[]::integer[];
    v_pids integer[] := array[]::integer[];
    v_seen integer[];
    v_depth integer;
begin
    -- asking for blockers stops the lock manager for a moment, so only those are asked who wait
    select array_agg(w.pid), array_agg(b.pid)
    into v_waiters, v_blockers
    from ops.sessions() as w
    cross join lateral (select distinct u.pid from unnest(pg_blocking_pids(w.pid)) as u (pid)) as b
    where w.wait_event_type = 'Lock';
    for v_root in select distinct b.pid from unnest(v_blockers) as b (pid)
        where b.pid <> all (v_waiters) order by b.pid loop
        -- level by level, each session once: in a long queue everybody waits for everybody before, and paths have no number
        v_level := array[v_root];
        v_seen := v_level;
        v_depth := 0;
        while cardinality(v_level) > 0 loop
            v_roots := v_roots || array_fill(v_root, array[cardinality(v_level)]);
            v_depths := v_depths || array_fill(v_depth, array[cardinality(v_level)]);
            v_pids := v_pids || v_level;
            v_level := array(
                select distinct e.waiter
                from unnest(v_waiters, v_blockers) as e (waiter, blocker)
                where e.blocker = any (v_level) and e.waiter <> all (v_seen)
            );
            v_seen := v_seen || v_level;
            v_depth := v_depth + 1;
        end loop;
    end loop;
    return query
        select p.root, p.depth, p.pid,
            array(select e.blocker from unnest(v_waiters, v_blockers) as e (waiter, blocker)
                where e.waiter = p.pid order by e.blocker),
            s.role, s.application, s.kind, s.state, clock_timestamp() - l.waitstart, l.mode,
            case when l.database = (select d.oid from pg_database as d where d.datname = current_database())
                then l.relation::regclass::text end,
            clock_timestamp() - s.xact_start, s.query
        from unnest(v_roots, v_depths, v_pids) as p (root, depth, pid)
        left join ops.sessions() as s
            on s.pid = p.pid
        left join pg_locks as l
            on l.pid = p.pid and not l.granted
        order by p.root, p.depth, l.waitstart, p.pid;
end
$$;
comment on function ops.blocking_tree() is
    'A tree a root: depth 0 is the session that waits for nobody, depth is the shortest way to it; blocked_by is '
    'what pg_blocking_pids says. pid 0 is a prepared transaction.';
revoke all on function ops.blocking_tree() from public;
grant execute on function ops.blocking_tree() to ops_reader;
