-- Settings of the server that switch the upkeep of every table off.
begin;
select plan(4);

create or replace function ops._upkeep_settings() returns setof text language sql stable set search_path = pg_catalog, pg_temp as $$select null::text where false$$;
select is_empty($$select * from ops.check_rule('upkeep_off')$$, 'with both on it says nothing');
create or replace function ops._upkeep_settings() returns setof text language sql stable set search_path = pg_catalog, pg_temp as
    $$values ('autovacuum'), ('track_counts')$$;
select results_eq($$select severity, message, fix, key, expected, observed from ops.check_rule('upkeep_off') order by key$$,
    $$values ('P2', 'autovacuum is off: no table is vacuumed or analyzed by itself',
            'alter system set autovacuum = on  -- by a superuser, then select pg_reload_conf()', '{"setting": "autovacuum"}'::jsonb, '"on"'::jsonb, '"off"'::jsonb),
        ('P2', 'track_counts is off: no table is vacuumed or analyzed by itself',
            'alter system set track_counts = on  -- by a superuser, then select pg_reload_conf()', '{"setting": "track_counts"}', '"on"', '"off"')$$,
    'each that is off is a finding, with the statement that helps');
select is((select string_agg(key ->> 'setting', ',') from ops.upkeep_off('{track_counts}')), 'track_counts', 'a key narrows it');
select is((select string_agg(key ->> 'setting', ',' order by key) from ops.upkeep_off(null)), 'autovacuum,track_counts', 'null takes all');

select * from finish();
rollback;
