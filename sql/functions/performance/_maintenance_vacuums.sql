-- A vacuum for each table with more dead rows than autovacuum allows.
create or replace function ops._maintenance_vacuums()
returns table (
    rank integer, rule text, kind text, relation_name text, relation_oid oid, on_table oid, statement text, why text,
    reclaims bigint, lock text, disk_bytes bigint, state text, note text
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select distinct on (t.table_oid)
        1,
        'dead_tuples',
        'vacuum',
        t.table_oid::regclass::text,
        t.table_oid,
        t.table_oid,
        -- skip_locked: behind a lock it gives up and does not make others wait
        format('vacuum (analyze, skip_locked) %s', t.table_oid::regclass),
        format('%s dead rows%s, autovacuum is due at %s', s.dead,
            case when t.table_oid <> s.oid then ' in its TOAST table' end, s.due_at),
        0::bigint,
        'share update exclusive: reads and writes go on, DDL waits',
        0::bigint,
        case when h.holds then 'refused' else 'planned' end,
        case when h.holds then format('a vacuum cannot remove them: %s has held a snapshot since %s; end that first',
            s.holder, to_char(s.held_since at time zone (select ops.setting('time_zone')), 'YYYY-MM-DD HH24:MI')) end
    from (select v.*, v.relation::regclass::oid as oid from ops._vacuum_states() as v) as s
    cross join lateral (
        select coalesce((select o.oid from pg_class as o where o.reltoastrelid = s.oid), s.oid) as table_oid
    ) as t
    cross join lateral (select coalesce(s.held_since < s.last_vacuum
        and s.held_since < ops.now() - interval '10 minutes', false) as holds) as h
    where not s.being_vacuumed
        and s.dead > 1000
    order by t.table_oid, h.holds desc, s.dead desc
$$;
comment on function ops._maintenance_vacuums() is
    'Frees space inside the files; gives none back to the disk but at their ends.';
revoke all on function ops._maintenance_vacuums() from public;
