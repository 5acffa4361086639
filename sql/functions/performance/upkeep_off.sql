-- Settings of the server that switch the upkeep of every table off.
create or replace function ops.upkeep_off(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'pg_catalog.pg_settings', jsonb_build_object('setting', s.name),
        format('%s is off: no table is vacuumed or analyzed by itself', s.name), null::text, '"on"'::jsonb,
            '"off"'::jsonb,
        null::numeric, null::jsonb,
        format('alter system set %s = on  -- by a superuser, then select pg_reload_conf()', s.name)
    from ops._upkeep_settings() as s (name)
    where keys is null or s.name = any (keys)
$$;
comment on function ops.upkeep_off(text[]) is
    'One hit for autovacuum and one for track_counts, where it is off for the whole server. A single table is '
    'ops.dead_tuples.';
revoke all on function ops.upkeep_off(text[]) from public;

select ops._define_rule(
    'upkeep_off', 'performance', 'P2', 'Slow queries',
    'Autovacuum and the counters that it goes by are on',
    'Dead rows are read and skipped by every query, and statistics age: every table gets slower, and none recovers by itself.',
    'report', '{"pg_catalog.pg_settings": ["name"]}'
);
