-- What a capture reads.
create or replace function ops._capture_parts()
returns table (part text, query text)
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p.part, p.query
    from (values
        ('activity', 'select a.* from pg_stat_activity as a'),
        ('locks', 'select l.*, l.relation::regclass::text as relation_name from pg_locks as l'),
        ('blocking', 'select t.* from ops.blocking_tree() as t'),
        ('prepared', 'select p.* from pg_prepared_xacts as p'),
        ('replication', 'select r.* from pg_stat_replication as r'),
        ('slots', 'select s.* from pg_replication_slots as s'),
        ('settings', 'select s.name, s.setting, s.unit, s.source from pg_settings as s where s.source not in (''default'', ''override'')'),
        ('role_settings', 'select (select b.datname from pg_database as b where b.oid = d.setdatabase) as database, d.setrole::regrole::text as role, d.setconfig from pg_db_role_setting as d'),
        ('databases', 'select d.* from pg_stat_database as d'),
        ('tables', 'select t.* from pg_stat_user_tables as t order by t.seq_tup_read + t.n_tup_upd + t.n_tup_ins + t.n_tup_del desc limit 500'),
        ('progress_vacuum', 'select v.* from pg_stat_progress_vacuum as v'),
        ('statements', 'select s.* from ops.statements() as s order by s.total_ms desc limit 200')
    ) as p (part, query)
$$;
comment on function ops._capture_parts() is 'One row a part, with the query over catalogs that reads it.';
revoke all on function ops._capture_parts() from public;
