-- Sessions that hold others up.
create or replace function ops.blocked_sessions(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'sessions of other roles are hidden') as b
    union all
    select 'pg_catalog.pg_stat_activity',
        jsonb_build_object('pid', t.root),
        left(format('%s, %s, holds up %s sessions for %s',
            ops._session_name(t.root, max(t.role) filter (where t.depth = 0),
                max(t.application) filter (where t.depth = 0)),
            coalesce(max(t.state) filter (where t.depth = 0), 'prepared'), count(t.waits), ops._lasting(max(t.waits))),
                100),
        null, null, to_jsonb(count(t.waits)), null,
        jsonb_build_object('tree', jsonb_agg(to_jsonb(t) - 'root')),
        'select * from ops.blocking_tree()'
    from ops.blocking_tree() as t
    group by t.root
    having max(t.waits) > make_interval(secs => ops._threshold('blocked_sessions', 'seconds', 30)::double precision)
$$;
comment on function ops.blocked_sessions(text[]) is
    'One hit a root of the blocking tree below which somebody has waited longer than seconds (30).';
revoke all on function ops.blocked_sessions(text[]) from public;

select ops._define_rule(
    'blocked_sessions', 'connections', 'P1', 'Major feature broken',
    'Nobody waits long for another session''s lock',
    'Everyone behind it sees a page that never loads; each takes a connection while waiting, until none is left.',
    'report', '{"pg_catalog.pg_stat_activity": ["pid"]}'
);
