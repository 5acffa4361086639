-- How far each table of the application is from being vacuumed and analyzed.
create or replace function ops.table_upkeep()
returns table (
    relation text, live bigint, dead bigint, vacuum_at numeric, modified bigint, analyze_at numeric, autovacuum boolean,
    last_vacuum timestamptz, last_analyze timestamptz
)
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select u.relname, u.live, u.dead, round(u.vacuum_at), u.modified, round(u.analyze_at), u.is_on, u.last_vacuum,
        u.last_analyze
    from ops._table_upkeep() as u
$$;
comment on function ops.table_upkeep() is 'One row a table, with its own thresholds.';
revoke all on function ops.table_upkeep() from public;
grant execute on function ops.table_upkeep() to ops_reader;
